#!/usr/bin/env bash
# Builds what users install into dist/: all of it, or only what is named (emulator emulator-foreign rust js python
# python-foreign kotlin swift).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# All of what the jar can hold, and all that Swift's library is built for.
export TELNUM_JAR_PLATFORMS=${TELNUM_JAR_PLATFORMS:-linux-x64 linux-arm64 windows-x64}
export TELNUM_SWIFT_PLATFORMS=${TELNUM_SWIFT_PLATFORMS:-linux-x64 linux-arm64}
for part in "${@:-emulator emulator-foreign rust js python python-foreign kotlin swift}"; do
  for name in $part; do "$TELNUM_TOOLS/package-$name.sh"; done
done
say "in dist/:"
cd "$TELNUM_TOP" && find dist -type f -size +0 \( -name '*.tgz' -o -name '*.whl' -o -name '*.tar.gz' -o -name '*.jar' -o -name '*.a' -o -path 'dist/bin/*' -o -path 'dist/emulator/*' \) -exec ls -sh {} +
