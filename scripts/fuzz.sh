#!/usr/bin/env bash
# fuzz.sh SECONDS [TARGET…]: fuzzes each parser for so many seconds from its committed corpus (Tests/Fuzzing/Corpus), guided by what of the code an input
# reaches. A crash, a broken promise, memory touched beside its place, an input that takes ten seconds or memory beyond the limits ends with status 1, and the
# input is kept. Without targets all are fuzzed, one after the other.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:?how many seconds for each target}
shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(csv table workbook profile dates days numbers)
place=.build/fuzzing

# Of two options to the compiler the last alone counts, so that both sanitisers stand in one; that of the build tool is for the linker and for C.
OUTTURN_FUZZING=1 swift build -c release --scratch-path "$place" --sanitize fuzzer --sanitize address -Xswiftc -sanitize=fuzzer,address \
  -Xswiftc -enable-testing --product outturn-fuzz >&2
program="$place/release/outturn-fuzz"
mkdir -p "$place/found" "$place/logs"

# On a crash the backtrace of Swift would wait for ever on a process that the sanitiser has hold of; what stays allocated at the end is the runtime's own.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=16:allocator_may_return_null=0
failed=0
for target in "${targets[@]}"; do
  case $target in
  workbook) most=8192 ;;
  dates | days | numbers) most=64 ;;
  *) most=4096 ;;
  esac
  # What the fuzzer learns is kept beside the build, so that the next run goes on from it.
  mkdir -p "$place/corpus/$target"
  options=(-max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -malloc_limit_mb=256 -max_len="$most" -artifact_prefix="$place/found/$target-")
  [ -f "Tests/Fuzzing/Dictionaries/$target.txt" ] && options+=(-dict="Tests/Fuzzing/Dictionaries/$target.txt")
  log="$place/logs/$target.txt"
  if OUTTURN_FUZZ_TARGET=$target "$program" "${options[@]}" "$place/corpus/$target" "Tests/Fuzzing/Corpus/$target" >"$log" 2>&1; then
    printf '%-9s %s\n' "$target" "$(grep -E '^Done [0-9]+ runs' "$log")"
  else
    failed=1
    echo "$target FAILED, all of it in $log:"
    grep -E 'Fatal error|ERROR: |SUMMARY: |Test unit written' "$log" | tail -8
  fi
done
[ $failed -eq 0 ] || echo "Mend it, and keep the input as Tests/Fuzzing/Corpus/TARGET/WHAT-IT-FOUND: the tests read it from then on."
exit $failed
