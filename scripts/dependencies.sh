#!/usr/bin/env bash
# Installs the Debian packages that Outturn needs: `dependencies.sh build` what it is built from and runs with,
# `dependencies.sh test` also what its tests look at the results with, `dependencies.sh bench` what measures it. Says what to type where it may not install.
set -euo pipefail

build=(pkg-config libcairo2-dev libpango1.0-dev libfontconfig-dev libcmark-dev libssl-dev libsqlite3-dev libzip-dev libcurl4-openssl-dev libqpdf-dev libpoppler-glib-dev libxml2-dev libxlsxwriter-dev zlib1g-dev fonts-liberation2)
test=(openssl python3 python3-aiosmtpd 7zip sqlite3 poppler-utils qpdf libxml2-utils python3-html5lib python3-icalendar python3-statsmodels python3-openpyxl python3-pil chromium libreoffice-calc-nogui python3-venv)
bench=(time python3 python3-venv)

wanted=("${build[@]}")
[ "${1:-build}" = test ] && wanted+=("${test[@]}")
[ "${1:-build}" = bench ] && wanted+=("${bench[@]}")

# What is in no Debian package comes from PyPI, as wheels of these versions and digests and no others: `wheels FOLDER PROOF` takes their list from its input
# and puts them into .build/FOLDER, unless the file PROOF is there already.
wheels() {
  local folder
  folder="$(cd "$(dirname "$0")/.." && pwd)/.build/$1"
  [ -s "$folder/$2" ] && return
  echo "Installing: $1 into $folder" >&2
  rm -rf "$folder" "$folder-pip"
  /usr/bin/python3 -m venv "$folder-pip"
  cat >"$folder-pip/requirements.txt"
  "$folder-pip/bin/python" -m pip install -q --disable-pip-version-check --no-deps --only-binary :all: --require-hashes --target "$folder" -r "$folder-pip/requirements.txt" >&2
  rm -rf "$folder-pip"
}

# Whether the wheels with code for a processor in them are for this machine; where they are not, says which tests will be skipped.
wheels_fit() {
  [ "$(/usr/bin/python3 -c 'import sys, platform; print(sys.version_info[:2], platform.machine())')" = "(3, 11) x86_64" ] && return
  echo "Not installed: $1: its wheels are for Debian 12's Python 3.11 on x86-64, and this machine has another. The tests that need it are skipped." >&2
  return 1
}

# axe-core finds what a page keeps from people with impairments; pikepdf reads PDF files and validates PDF/A (its wheels are those of Debian 12’s Python).
from_pypi() {
  wheels axe axe_playwright_python/axe.min.js <<'LIST'
axe-playwright-python==0.1.8 --hash=sha256:fdd263c998388f1a8e67cad02677e612d946248bd44d163be5e8650ea31f95f8
LIST
  wheels_fit "pikepdf, by which PDF files are validated" || return 0
  wheels pikepdf pikepdf/pdfa/__init__.py <<'LIST'
attrs==26.1.0 --hash=sha256:c647aa4a12dfbad9333ca4e71fe62ddc36f4e63b2d260a37a8b83d2f043ac309
fonttools==4.68.0 --hash=sha256:4b9c89b5876f1a74b1341632dfaf4c4c2be565d76c060445df401ebe7a4ceefa
jsonschema==4.26.0 --hash=sha256:d489f15263b8d200f8387e64b4c3a75f06629559fb73deb8fdfb525f2dab50ce
jsonschema-specifications==2025.9.1 --hash=sha256:98802fee3a11ee76ecaca44429fda8a41bff98b00a0f2838151b113f210cc6fe
lxml==6.1.3 --hash=sha256:527195c188d7d0af748cd48d220ab8cdc5cb99be3d49ac4d9be7324d8abf9bc0
packaging==26.4 --hash=sha256:81383611a09c1bc0b08b76e0fd5829d7c6824c65b27a6aee339da133f4233ea2
pikepdf==10.18.0 --hash=sha256:e42ed2f855f25e37e4bd5a2f2f369da4205090b84354fc77bb9cdc49cfe87ce7
pillow==13.0.0 --hash=sha256:a625df9a2a5597fa5e5266e01aefc82604bb85d291e3547981e863560d75da6c
referencing==0.37.0 --hash=sha256:381329a9f99628c9069361716891d34ad94af76e461dcb0335825aecc7692231
rpds-py==2026.9.1 --hash=sha256:136a1c3fe4402b7008bc81cb62ee538481795b61a7e83df88dff3b3f02b726ff
typing-extensions==4.16.0 --hash=sha256:481caa481374e813c1b176ada14e97f1f67a4539ce9cfeb3f350d78d6370c2e8
LIST
}

# frictionless, which validates data files against their description, is in no Debian package either.
frictionless() {
  local folder
  folder="$(cd "$(dirname "$0")/.." && pwd)/.build/frictionless"
  cmp -s "$(dirname "$0")/frictionless.txt" "$folder/installed.txt" && return
  wheels_fit "frictionless, by which data files are validated" || return 0
  echo "Installing: frictionless into $folder" >&2
  rm -rf "$folder"
  /usr/bin/python3 -m venv "$folder"
  "$folder/bin/python" -m pip install -q --disable-pip-version-check --no-deps --only-binary :all: --require-hashes -r "$(dirname "$0")/frictionless.txt" >&2
  cp "$(dirname "$0")/frictionless.txt" "$folder/installed.txt"
}

python_tools() {
  from_pypi
  frictionless
}

missing=()
for package in "${wanted[@]}"; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  [ "${1:-build}" = test ] && python_tools
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
[ "${1:-build}" = test ] && python_tools
exit 0
