#!/usr/bin/env bash
# CPython for 64-bit ARM, run by qemu, as $TELNUM_CACHE/bin/python-arm64: setup-arm64.sh has it.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
"$TELNUM_TOOLS/setup-arm64.sh"
