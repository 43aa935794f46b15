#!/usr/bin/env bash
# What one more operation and one more record of ten fields weigh: in a browser's core, gzipped, and in the native
# library. They are added to a copy of the sources and built.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../../tools/lib.sh"
cd "$TELNUM_TOP"

"$TELNUM_TOOLS/setup-wasm.sh"
tree=$TELNUM_TOP/target/size/tree
built=$TELNUM_TOP/target/size/built
rm -rf "$tree"
mkdir -p "$tree"
git ls-files -z | tar --null --files-from=- -c | tar -x -C "$tree"
export CARGO_TARGET_DIR=$built

# weigh NAME: builds what is in the tree; writes NAME.wasm.gz, as browsers load it, and NAME.so.
weigh() {
  local bound=$built/bound library
  # Cargo goes by times, which the copy's are all the same.
  find "$tree/core" -name '*.rs' -exec touch {} +
  (cd "$tree" && cargo run --quiet --package telnum-codegen)
  (cd "$tree" && "$TELNUM_TOOLS/wasm-cargo" build --quiet --profile wasm --package telnum-wasm)
  (cd "$tree" && cargo rustc --quiet --release --package telnum-uniffi --crate-type cdylib)
  rm -rf "$bound"
  (cd "$tree" && cargo run --quiet --package telnum-wasm-bindgen -- "$built/wasm32-unknown-unknown/wasm/telnum_wasm.wasm" "$bound" telnum)
  "$TELNUM_CACHE/bin/wasm-opt" -O3 "${WASM_PASSES[@]}" "$bound/telnum_bg.wasm" --output "$bound/core.wasm"
  "$TELNUM_TOOLS/order-wasm.mjs" "$TELNUM_CACHE/bin/wasm-opt" "$bound/core.wasm" "$bound/telnum.js"
  "$TELNUM_CACHE/bin/esbuild" "$tree/bindings-wasm/js/src/wasm-streams.ts" --outfile="$bound/streams.mjs" --log-level=warning
  "$TELNUM_TOOLS/pack-wasm.mjs" "$bound/streams.mjs" "$bound/core.wasm" "$bound/packed.mjs"
  sed -n "s/^export default '\(.*\)';/\1/p" "$bound/packed.mjs" | base64 --decode >"$built/$1.wasm.gz"
  library=$(find "$built/release" -maxdepth 1 -name 'libtelnum*.so' -o -maxdepth 1 -name 'libtelnum*.dylib' | head -n 1)
  strip -o "$built/$1.so" "$library"
}

# grown FROM TO WHAT BOUND_GZIPPED BOUND_NATIVE, in bytes
grown() {
  local gzipped=$(($(wc -c <"$built/$2.wasm.gz") - $(wc -c <"$built/$1.wasm.gz")))
  local native=$(($(wc -c <"$built/$2.so") - $(wc -c <"$built/$1.so"))) verdict=met
  ((gzipped <= $4 && native <= $5)) || verdict=LOST
  printf '%-62s %d B gzipped wasm, against %d; %d B native, against %d: %s\n' "$3" "$gzipped" "$4" "$native" "$5" "$verdict"
}

say "what one operation and one record weigh: three builds, some minutes"
weigh plain
python3 tests/bench/size/add.py "$tree" operation
weigh operation
python3 tests/bench/size/add.py "$tree" record
weigh record
grown plain operation "one more operation" 400 1000
grown operation record "one more record of ten fields" 500 1000
