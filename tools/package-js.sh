#!/usr/bin/env bash
# Builds the npm package: dist/npm/telnum-<version>.tgz.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$TELNUM_TOOLS/setup-wasm.sh"
cd "$TELNUM_TOP"
bin=$TELNUM_CACHE/bin
js=bindings-wasm/js
built=${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown/wasm
glue=target/js/glue
package=target/js/package

say "the core and the emulator, for wasm"
# Panics name source files; those of this machine's folders are nobody's business.
RUSTFLAGS="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=/crates ${RUSTFLAGS:-}" \
  "$TELNUM_TOOLS/wasm-cargo" build --quiet --profile wasm --package telnum-wasm --package telnum-wasm-emulator

rm -rf "$glue" "$package"
mkdir -p "$glue/wasm" "$package/dist/wasm" dist/npm
# So that tsc takes the glue for what it is.
printf '{ "type": "module" }\n' >"$glue/package.json"

# bind CRATE NAME: writes NAME.js, NAME.d.ts and NAME_bg.wasm.
bind() {
  "$bin/wasm-bindgen" "$built/$1.wasm" --out-dir "$glue/wasm" --out-name "$2" --target web --omit-default-module-path \
    --experimental-reset-state-function --remove-name-section --remove-producers-section
  rm "$glue/wasm/$2_bg.wasm.d.ts"
  "$bin/wasm-opt" -O3 "$glue/wasm/$2_bg.wasm" --output "$package/dist/wasm/$2_bg.wasm"
  cp "$glue/wasm/$2.js" "$package/dist/wasm/"
}
bind telnum_wasm telnum
bind telnum_wasm_emulator emulator

say "TypeScript"
"$bin/tsc" --project "$js" --outDir "$package/dist" --typeRoots "$TELNUM_CACHE/node/node_modules/@types"

cp "$js/package.json" "$js/README.md" LICENSE "$package/"
rm -f dist/npm/*.tgz
(cd "$package" && npm pack --silent --pack-destination "$TELNUM_TOP/dist/npm" >/dev/null)
say "$(find dist/npm -name '*.tgz')"
