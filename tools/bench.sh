#!/usr/bin/env bash
# Measures telnum against what users would take instead, and prints ratios.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$TELNUM_TOP"

"$TELNUM_TOOLS/package.sh" emulator rust js python kotlin swift
for bench in tests/bench/*/run.sh; do
  say "$(basename "$(dirname "$bench")")"
  "$bench"
done
