#!/usr/bin/env bash
# in-memory.sh COMMAND…: runs a command with its temporary folder in memory, where the machine has a memory file system with room; else in the usual place.
# Tests that end a run at each change of the disk wait for the disk thousands of times, and most of their time was that waiting.
set -uo pipefail
least=$((4 * 1024 * 1024))
free=$(df --output=avail -k /dev/shm 2> /dev/null | tail -1)
if [ -n "${OUTTURN_TESTS_ON_DISK:-}" ] || [ ! -w /dev/shm ] || [ "${free:-0}" -lt "$least" ]; then
  exec "$@"
fi
place=$(mktemp -d /dev/shm/outturn-tests.XXXXXX) || exec "$@"
trap 'chmod -R u+w "$place"; rm -rf "$place"' EXIT
TMPDIR=$place "$@"
