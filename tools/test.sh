#!/usr/bin/env bash
# Runs everything and ends with the matrix: contract entry × runtime.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$TELNUM_TOOLS/ahead.sh"
cd "$TELNUM_TOP"

languages=(rust js python kotlin java swift)
runtimes=(rust node browser python python-async kotlin java swift)
# Python on other platforms.
elsewhere=()
case ${ONLY:-all} in
  all)
    elsewhere=(musl arm64 windows)
    runtimes+=(python-musl python-arm64 python-windows platforms samples independent journal registries)
    ;;
  rust | kotlin | java | swift) languages=("$ONLY") runtimes=("$ONLY") ;;
  node | js) languages=(js) runtimes=(node browser) ;;
  python) languages=(python) runtimes=(python python-async) ;;
  python-musl | python-arm64 | python-windows) languages=() elsewhere=("${ONLY#python-}") runtimes=("$ONLY") ;;
  platforms | journal | registries) languages=() runtimes=("$ONLY") ;;
  *) fail "ONLY=$ONLY is no runtime." "One of: rust node python python-musl python-arm64 python-windows platforms journal registries kotlin java swift" ;;
esac

export TELNUM_VECTORS=$TELNUM_TOP/tests/vectors
export TELNUM_EMULATOR=$TELNUM_TOP/dist/bin/telnum-emulator
rm -rf target/contract
mkdir -p target/contract

"$TELNUM_TOOLS/setup-python.sh"
"$TELNUM_TOOLS/package-emulator.sh"
packages=("${languages[@]}")
case ${ONLY:-all} in
  all)
    ahead python kotlin
    ahead swift
    ;;
  journal) packages=(python js) ;;
  registries) packages=(js kotlin) ;;
esac
for language in "${packages[@]}"; do
  case $language in
    rust) ;;
    # Its jar is Kotlin's.
    java) packed kotlin ;;
    *) packed "$language" ;;
  esac
done
for language in "${languages[@]}"; do
  say "tests: $language"
  "tests/$language/run.sh"
done
for name in "${elsewhere[@]}"; do
  say "tests: python-$name"
  tests/python/elsewhere.sh "$name"
done
if [[ " ${runtimes[*]} " == *" platforms "* ]]; then
  say "what has no runner of its own, on other platforms"
  tests/platforms/run.sh
fi
if [[ " ${runtimes[*]} " == *" samples "* ]]; then
  say "the carrier page's samples"
  tests/samples/run.sh
  say "DIDWW's own client for Python"
  tests/independent/run.sh
fi
if [[ " ${runtimes[*]} " == *" journal "* ]]; then
  say "one journal in several languages, and processes that are killed"
  tests/journal/run.sh
fi
if [[ " ${runtimes[*]} " == *" registries "* ]]; then
  say "what registries take"
  tests/registries/run.sh
fi
"$TELNUM_CACHE/venv/bin/python" "$TELNUM_TOOLS/matrix.py" "${runtimes[@]}"
