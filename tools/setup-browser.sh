#!/usr/bin/env bash
# A Chromium ($TELNUM_CHROMIUM, or one on the machine, or else Debian's) as $TELNUM_CACHE/bin/chromium,
# and playwright-core, which drives it, in $TELNUM_CACHE/browser.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

"$TELNUM_TOOLS/setup-node.sh"

find_browser() {
  local name names=(chromium chromium-browser google-chrome google-chrome-stable)
  if [[ -n ${TELNUM_CHROMIUM:-} ]]; then names=("$TELNUM_CHROMIUM"); fi
  for name in "${names[@]}"; do
    if type -P "$name"; then return; fi
  done
  return 1
}

install_playwright() { npm_into browser "playwright-core@$PLAYWRIGHT"; }

if ! browser=$(find_browser); then
  if [[ -n ${TELNUM_CHROMIUM:-} ]]; then fail "TELNUM_CHROMIUM=$TELNUM_CHROMIUM is no program."; fi
  if ! apt_install chromium || ! browser=$(find_browser); then
    fail "No Chromium or Chrome was found, and Debian's could not be installed." \
      "By hand: install one, or name its program in TELNUM_CHROMIUM."
  fi
fi
link chromium "$browser"
once browser "$PLAYWRIGHT" install_playwright
