#!/usr/bin/env bash
# Runs every checker of accessibility over every page and PDF file of both fixtures, packs and pages of the release alike. Prints each fault, and ends with
# status 1 where there is any. Nothing is let pass but what Tests/EndToEndTests/Tools/archive_pdf.py lists.
set -euo pipefail
cd "$(dirname "$0")/.."
program="${OUTTURN:-$(swift build -c release --show-bin-path)/outturn}"
tools=Tests/EndToEndTests/Tools
output="$(mktemp -d)"
trap 'rm -rf "$output"' EXIT
export PYTHONDONTWRITEBYTECODE=1
status=0
check() { "$@" || status=1; }

for fixture in thames-valley-wessex trust-dashboard-2016-17; do
  "$program" build --programme "Fixtures/$fixture" --output "$output/$fixture"
  month="$(echo "$output/$fixture"/*/M*)"
  mapfile -t papers < <(find "$month" -name '*.pdf' | sort)
  mapfile -t pages < <(cd "$month" && find . -name '*.html' | sort | sed -e 's|^\./||' -e 's|\.html$||')
  echo "$fixture: ${#papers[@]} PDF files, ${#pages[@]} pages" >&2
  echo "  structure (PDF/UA-1, level A of PDF/A)" >&2
  PYTHONPATH=.build/pikepdf check /usr/bin/python3 "$tools/tagged_pdf.py" "${papers[@]}"
  echo "  PDF/A-2b" >&2
  PYTHONPATH=.build/pikepdf check /usr/bin/python3 "$tools/archive_pdf.py" "${papers[@]}"
  echo "  axe-core (WCAG 2.2 AA), at 1280 pixels by day and 390 in the dark" >&2
  check /usr/bin/python3 "$tools/check_pages.py" axe "$month" "${pages[@]}" --axe .build/axe/axe_playwright_python/axe.min.js
  echo "  widths (no page slides sideways at 390 and 320 pixels)" >&2
  check /usr/bin/python3 "$tools/check_pages.py" widths "$month" "${pages[@]}"
done
[ "$status" -eq 0 ] && echo "No fault found." >&2
exit "$status"
