#!/usr/bin/env bash
# Makes the full-size programme, measures the whole pipeline on it and writes the table in README.md. Called by `make bench`.
# The machine should be doing nothing else. RUNS=5 runs of each, the least is printed; JOBS defaults to the cores.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${RUNS:-5}
jobs=${JOBS:-$(nproc)}
place=.build/benchmark
programme=$place/programme
output=$place/output
segments=.outturn/cache

build=(swift build -c release --explicit-target-dependency-import-check error)
for product in outturn outturn-samples outturn-bench; do "${build[@]}" --product "$product"; done
bin=$("${build[@]}" --show-bin-path)

mkdir -p "$place"
# The generator is deterministic: a programme made by the same generator is the same, and is kept.
stamp=$(sha256sum "$bin/outturn-samples" | cut -d' ' -f1)
if [ "$(cat "$place/stamp" 2>/dev/null)" != "$stamp" ]; then
  rm -rf "$programme" "$place/scaled"
  "$bin/outturn-samples" programme "$programme"
  echo "$stamp" > "$place/stamp"
fi
# Pages of the page cache: every measurement reads files that are in memory.
cat "$programme"/extracts/slam/*/*/*.csv "$programme"/extracts/sus/*/*.csv > /dev/null 2>&1 || true

rows=$place/rows.md
: > "$rows"
row() { echo "| $1 | $2 | $3 | $4 |" | tee -a "$rows"; }

# aside PATH: out of the way before a run, and away for good at the end: a file system hands out freed places slowly for a while, and would be measured.
mkdir -p "$place/aside"
aside() { if [ -e "$1" ]; then mv "$1" "$place/aside/$(date +%s%N)"; fi; }

# least NAME BEFORE COMMAND…: the least wall seconds, with the processor seconds and the most memory of that run, into wall, busy and memory.
least() {
  local before=$1
  shift
  wall=999999
  for _ in $(seq "$runs"); do
    eval "$before"
    local status=0
    /usr/bin/time -o "$place/time" -f '%e %U %S %M' "$@" > "$place/said" 2> "$place/errors" || status=$?
    # 1 is a build whose input has findings: it was made.
    if [ "$status" -gt 1 ]; then
      cat "$place/errors" >&2
      exit "$status"
    fi
    read -r w u s m < <(tail -1 "$place/time")
    if awk "BEGIN { exit !($w < $wall) }"; then
      wall=$w
      busy=$(awk "BEGIN { printf \"%.2f\", $u + $s }")
      memory=$((m / 1024))
    fi
  done
}
month() { echo "$output"/*/M*; }
# sized GLOB: megabytes of these files of the month.
sized() { find "$(month)" -name "$1" -printf '%s\n' | awk '{ n++; s += $1 } END { printf "%.1f MB", s / 1e6 }'; }
# in_run KEY: sums a number over the packs of run.json.
in_run() { python3 -c "import json, sys; print(sum(p['$1'] for p in json.load(open(sys.argv[1]))['packs']))" "$(month)/run.json"; }

"$bin/outturn-bench" ingest "$programme" --runs "$runs" --jobs "$jobs" | tee "$place/ingest.txt"
for stage in "rows only" "and repeated rows" "and control totals" "and digest"; do
  row "Reading ACM files, one thread, $stage" "$(sed -n "s/^read, one thread, $stage: .*, \(.*GB\/s\),.*/\1/p" "$place/ingest.txt")" \
    "$([ "$stage" = "rows only" ] && echo '≥ 1 GB/s')" "bytes of the ACM files over the wall time of reading them"
done
for what in "" " without checks of rows"; do
  row "Ledger, cold$what" "$(sed -n "s/^ledger cold$what, .*: \([0-9.]* ms\);.*/\1/p" "$place/ingest.txt")" "" \
    "segments written, $jobs threads; $(sed -n "s/^ledger cold$what, .*ms; \([0-9.]* ms of processor\);.*/\1/p" "$place/ingest.txt")"
  row "Ledger, warm$what" "$(sed -n "s/^ledger warm$what, .*: \([0-9.]* ms\);.*/\1/p" "$place/ingest.txt")" "" "from segments, $jobs threads"
done

# A workbook of a million rows, read alone and through a profile.
books=$place/workbooks
[ -e "$books/workbook-1000000.xlsx" ] || python3 Benchmarks/make_workbook.py "$books" 1000000
"$bin/outturn-bench" workbook "$books/workbook-1000000.xlsx" --profile "$books/workbook.yaml" --runs "$runs" | tee "$place/workbook.txt"
workbook_row() {
  row "$2" "$(sed -n "s/^$1, one thread: .*), \(.* cells\/s\),.*/\1/p" "$place/workbook.txt")" "$3" \
    "a workbook of 1,000,000 rows, 12,000,012 cells, 62 MB; unzip included; $(sed -n "s/^most memory after $4: //p" "$place/workbook.txt")"
}
workbook_row cells "Reading workbooks, one thread, all cells" "≥ 2 M cells/s" reading
workbook_row stream "Reading workbooks, one thread, and converted by a profile" "" converting
workbook_row rows "Reading workbooks, one thread, and all checks of a return" "" rows

# The same group-by as polars and DuckDB do, each with all threads. Their packages go into a place of their own; without a network the rows are left out.
python=$place/venv/bin/python3
if ! "$python" -c 'import duckdb, polars' 2> /dev/null; then
  { python3 -m venv "$place/venv" && "$python" -m pip install --quiet --disable-pip-version-check --retries 1 --timeout 20 polars duckdb; } \
    > "$place/pip.txt" 2>&1 || true
fi
if "$python" -c 'import duckdb, polars' 2> /dev/null; then
  "$python" Benchmarks/compare_ingest.py "$programme" --bench "$bin/outturn-bench" --runs "$runs" --rows "$rows" | tee "$place/compare.txt"
else
  echo "Not compared with polars and DuckDB, which could not be installed: $(tail -1 "$place/pip.txt" 2> /dev/null || echo 'no python3 venv')"
fi

outturn=("$bin/outturn" build --programme "$programme" --output "$output" --jobs "$jobs" --quiet)
least "aside '$programme/$segments'; aside '$output'" "${outturn[@]}" --packs Benchmarks/packs
row "Standard pack, all organisations, cold" "$wall s" "≤ 0.8 s" \
  "no segments, none of the output; HTML and PDF; $(in_run pages) pages, $(in_run figures) figures, HTML $(sized '*.html'), PDF $(sized '*.pdf'); $busy s of processor; $memory MB"

"${outturn[@]}" > /dev/null 2>&1 || [ $? = 1 ]
least "aside '$output'" "${outturn[@]}"
pages=$(in_run pages)
row "Full packs, warm: HTML, PDF, figures, data" "$wall s" "≤ 1.5 s" \
  "$(find "$(month)" -type f | wc -l) files: $pages pages, $(in_run figures) figures, HTML $(sized '*.html'), PDF $(sized '*.pdf'), figures.json $(sized figures.json); $busy s of processor"
row "Most memory, full packs" "$memory MB" "≤ 400 MB" "resident, pages of mapped segments included"

"$bin/outturn-bench" render "$programme" --runs "$runs" | tee "$place/render.txt"
row "PDF of the full packs" "$(sed -n 's/^PDF, one thread: \([0-9.]* ms\) a page.*/\1/p' "$place/render.txt") a page" "≤ 2.5 ms" \
  "$(sed -n 's/^PDF, .*a page; //p' "$place/render.txt"), one thread, documents made before"
row "HTML of the full packs" "$(sed -n 's/^HTML, one thread: \([0-9.]* ms\) a pack.*/\1/p' "$place/render.txt") a pack" "≤ 5 ms" \
  "$(sed -n 's/^HTML, .*a pack; //p' "$place/render.txt"), one thread, documents made before"

# One provider's month becomes a cumulative submission: only that file may be read.
fresh=$place/fresh
rm -rf "$fresh"
cp -a "$programme" "$fresh"
provider=$(basename "$(ls "$fresh"/extracts/slam/*/M*/*.csv | tail -1)" .csv)
"$bin/outturn-samples" cumulate "$fresh" "$provider"
kept=$place/segments
rm -rf "$kept"
cp -a "$programme/$segments" "$kept"
least "aside '$output'; aside '$fresh/$segments'; cp -a '$kept' '$fresh/$segments'" \
  "$bin/outturn" build --programme "$fresh" --output "$output" --jobs "$jobs" --quiet
row "Full packs, one new cumulative submission" "$wall s" "" "$busy s of processor; one file read"
rm -rf "$fresh"

if [ "${SCALE:-1}" != 0 ]; then
  scaled=$place/scaled
  [ -e "$scaled/programme.yaml" ] || "$bin/outturn-samples" programme "$scaled" --scale-rows 10
  keep=$runs
  runs=1
  least "aside '$scaled/$segments'; aside '$output'" "$bin/outturn" build --programme "$scaled" --output "$output" --jobs "$jobs" --quiet
  row "Ten times the rows, full packs, cold" "$wall s" "" "$busy s of processor; $memory MB resident, mapped pages included"
  # Private memory is read while the process runs: the most of many looks.
  aside "$output"
  aside "$scaled/$segments"
  "$bin/outturn" build --programme "$scaled" --output "$output" --jobs "$jobs" --quiet > /dev/null 2>&1 &
  process=$!
  private=0
  while kill -0 "$process" 2>/dev/null; do
    look=$(awk '/^Private_Dirty:/ { s += $2 } END { print int(s / 1024) }' "/proc/$process/smaps_rollup" 2>/dev/null || echo 0)
    if [ "${look:-0}" -gt "$private" ]; then private=$look; fi
    sleep 0.02
  done
  wait "$process" || [ $? = 1 ]
  row "Ten times the rows, private memory" "$private MB" "≤ 1,200 MB" "most of Private_Dirty, looked at fifty times a second"
  runs=$keep
fi
rm -rf "$place/aside"

# Ten years of monthly releases of 150,000 figures and 60 MB of packs; YEARS=1 for a look.
years=${YEARS:-10}
kept=$place/archive
if [ -e "$kept" ]; then chmod -R u+w "$kept"; rm -rf "$kept"; fi
"$bin/outturn-bench" archive "$kept" --years "$years" | tee "$place/archive.txt"
row "Verify the archive, a year of releases" "$(sed -n 's/^verify: .*; \(.* s\) a year.*/\1/p' "$place/archive.txt")" "≤ 10 s" \
  "$(sed -n 's/^archive of //p' "$place/archive.txt"); every figure, object, release file and byte of the database read, one thread"
row "History of one figure" "$(sed -n 's/^history: \([0-9.]* ms\).*/\1/p' "$place/archive.txt")" "≤ 50 ms" "over $years years, the slowest of 50, the archive opened anew each time"
chmod -R u+w "$kept"
rm -rf "$kept"

machine="$(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -1), $(nproc) cores, $(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo)"
python3 - "$rows" "$machine" "$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p' | head -1)" "$(uname -r | cut -d- -f1)" "$runs" "$(cut -d' ' -f1 /proc/loadavg)" <<'PYTHON'
import sys
rows, machine, swift, kernel, runs, load = sys.argv[1:]
text = open("README.md", encoding="utf-8").read()
start, end = "<!-- bench -->", "<!-- /bench -->"
head, rest = text.split(start, 1)
tail = rest.split(end, 1)[1]
table = open(rows, encoding="utf-8").read()
body = f"""
{machine}; Linux {kernel}; Swift {swift}; release build; least of {runs} runs, files in the page cache; load average {load} at the end.

| What | Measured | Goal | How |
| --- | ---: | ---: | --- |
{table}"""
open("README.md", "w", encoding="utf-8").write(head + start + "\n" + body.lstrip("\n") + end + tail)
PYTHON
