#!/usr/bin/env bash
# Installs the Debian packages that Outturn needs: `dependencies.sh build` what it is built from and runs with,
# `dependencies.sh test` also what its tests look at the results with, `dependencies.sh bench` what measures it. Says what to type where it may not install.
set -euo pipefail

build=(pkg-config libcairo2-dev libpango1.0-dev libfontconfig-dev libcmark-dev libssl-dev libsqlite3-dev libzip-dev libcurl4-openssl-dev libqpdf-dev libpoppler-glib-dev libxml2-dev zlib1g-dev fonts-liberation2)
test=(openssl python3 python3-aiosmtpd 7zip sqlite3 poppler-utils qpdf libxml2-utils python3-html5lib python3-icalendar python3-statsmodels python3-openpyxl python3-pil chromium python3-venv)
bench=(time python3 python3-venv)

wanted=("${build[@]}")
[ "${1:-build}" = test ] && wanted+=("${test[@]}")
[ "${1:-build}" = bench ] && wanted+=("${bench[@]}")

# axe-core, which finds what a page keeps from people with impairments, is in no Debian package: this wheel of PyPI holds it, and no other is taken.
axe() {
  local folder
  folder="$(cd "$(dirname "$0")/.." && pwd)/.build/axe"
  [ -s "$folder/axe_playwright_python/axe.min.js" ] && return
  echo "Installing: axe-core into $folder" >&2
  rm -rf "$folder" "$folder-pip"
  /usr/bin/python3 -m venv "$folder-pip"
  echo "axe-playwright-python==0.1.8 --hash=sha256:fdd263c998388f1a8e67cad02677e612d946248bd44d163be5e8650ea31f95f8" >"$folder-pip/requirements.txt"
  "$folder-pip/bin/python" -m pip install -q --disable-pip-version-check --no-deps --only-binary :all: --require-hashes --target "$folder" -r "$folder-pip/requirements.txt" >&2
  rm -rf "$folder-pip"
}

missing=()
for package in "${wanted[@]}"; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  [ "${1:-build}" = test ] && axe
  exit 0
fi

if [ "$(id -u)" -eq 0 ]; then
  as_root=()
elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
  as_root=(sudo)
else
  echo "Outturn needs system packages, and this account may not install them. Ask an administrator to run:" >&2
  echo "  sudo apt-get update && sudo apt-get install --no-install-recommends ${missing[*]}" >&2
  exit 1
fi

echo "Installing: ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -q >&2
"${as_root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}" >&2
[ "${1:-build}" = test ] && axe
exit 0
