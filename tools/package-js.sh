#!/usr/bin/env bash
# Builds the npm package: dist/npm/telnum-<version>.tgz.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$TELNUM_TOOLS/setup-wasm.sh"
cd "$TELNUM_TOP"
bin=$TELNUM_CACHE/bin
js=bindings-wasm/js
built=${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown
glue=target/js/glue
package=target/js/package
types=target/js/types
modules=target/js/modules

say "the core and the emulator, for wasm"
cargo build --quiet --package telnum-wasm-bindgen
without_folders
"$TELNUM_TOOLS/wasm-cargo" build --quiet --profile wasm --package telnum-wasm
"$TELNUM_TOOLS/wasm-cargo" build --quiet --profile wasm-small --package telnum-wasm-emulator

# The module that splits a .wasm is the one that joins it in the package.
streams=target/js/wasm-streams.mjs
"$bin/esbuild" "$js/src/wasm-streams.ts" --outfile="$streams" --log-level=warning
rm -rf "$glue" "$package" "$types" "$modules"
mkdir -p "$glue/wasm" "$package/dist/wasm" "$types" "$modules/wasm" dist/npm
# So that tsc takes the glue for what it is.
printf '{ "type": "module" }\n' >"$glue/package.json"

# bind FILE NAME OPTIMISE: writes NAME.js, NAME.d.ts, NAME_bg.wasm, and the latter as text for browsers.
bind() {
  local wasm=$package/dist/wasm/$2_bg.wasm
  "${CARGO_TARGET_DIR:-target}/debug/telnum-wasm-bindgen" "$built/$1.wasm" "$glue/wasm" "$2"
  rm "$glue/wasm/$2_bg.wasm.d.ts"
  "$bin/wasm-opt" "$3" "${WASM_PASSES[@]}" "$glue/wasm/$2_bg.wasm" --output "$wasm"
  "$TELNUM_TOOLS/order-wasm.mjs" "$bin/wasm-opt" "$wasm" "$glue/wasm/$2.js"
  # Nobody reads what the generator wrote, and no name in it is shown.
  "$bin/esbuild" "$glue/wasm/$2.js" --minify --outfile="$modules/wasm/$2.js" --log-level=warning
  cp "$modules/wasm/$2.js" "$package/dist/wasm/"
  "$TELNUM_TOOLS/pack-wasm.mjs" "$streams" "$wasm" "$package/dist/wasm/$2.packed.js"
  printf 'declare const text: string;\nexport default text;\n' >"$glue/wasm/$2.packed.d.ts"
}
bind wasm/telnum_wasm telnum -O3
bind wasm-small/telnum_wasm_emulator emulator -Oz

say "TypeScript"
# Comments are for the types, where editors show them; in scripts they would only weigh.
tsc=("$bin/tsc" --project "$js" --typeRoots "$TELNUM_CACHE/node/node_modules/@types")
"${tsc[@]}" --emitDeclarationOnly --declarationDir "$types"
"${tsc[@]}" --declaration false --removeComments --outDir "$modules"
"$TELNUM_TOOLS/roll-types.mjs" "$types" "$package/dist"

# Names stay as they are, for those who read a trace.
small=(--minify-whitespace --minify-syntax --line-limit=120)
# Few files: reading and linking thirty modules took Node longer than all else before the first call. What
# entries share is in files of its own, so that a program has one core.
for entry in node bundled-node browser workerd; do
  entries+=("$modules/$entry.js" "$modules/emulator-$entry.js")
done
"$bin/esbuild" "${entries[@]}" --bundle --splitting --outdir="$package/dist" '--chunk-names=shared-[hash]' --platform=node --format=esm \
  --target=es2022 '--external:./wasm/*' "${small[@]}" --log-level=warning
# What `require` gets, in one file, for hosts that cannot require a module; both entries share one core.
"$bin/esbuild" "$modules/both.js" --bundle --outfile="$package/dist/both.cjs" --platform=node --format=cjs --target=node20 \
  "${small[@]}" --supported:dynamic-import=false --define:import.meta.url=place --banner:js="const place = require('node:url').pathToFileURL(__filename);" \
  --log-level=warning
# Its names are repeated for those who read them off a file unrun, as `import` does. Copied, because Jest mocks
# no getters.
node --eval '
  const [folder] = process.argv.slice(1), both = require(`${folder}/both.cjs`);
  for (const [file, entry] of [["index", "telnum"], ["emulator", "emulator"]]) {
    const names = `0 && (module.exports = { ${Object.keys(both[entry]).join(", ")} });`;
    require("node:fs").writeFileSync(`${folder}/${file}.cjs`, `module.exports = { ...require("./both.cjs").${entry} };\n${names}\n`);
  }' "$PWD/$package/dist"

# The journals need no core, so they are there once, for both.
"$bin/esbuild" "$modules/journal-entry.js" --bundle --outfile="$package/dist/journal.cjs" --platform=node --format=cjs --target=node20 \
  --minify --log-level=warning
printf "import journal from './journal.cjs';\nexport const { FileJournal, PostgresJournal, SqliteJournal } = journal;\n" >"$package/dist/journal.js"

# So does a relay, which finds its client's core in the client.
"$bin/esbuild" "$modules/relay.js" --bundle --outfile="$package/dist/relay.cjs" --platform=neutral --format=cjs --target=es2022 \
  --minify --log-level=warning
printf "import relay from './relay.cjs';\nexport const { Relay } = relay;\n" >"$package/dist/relay.js"

cp "$js/package.json" "$js/README.md" LICENSE "$package/"
# For what resolves `telnum/emulator`, `telnum/journal` and `telnum/relay` as folders, without `exports`: TypeScript's node10.
cp -R "$js/emulator" "$js/journal" "$js/relay" "$package/"
rm -f dist/npm/*.tgz
(cd "$package" && npm pack --silent --pack-destination "$TELNUM_TOP/dist/npm" >/dev/null)
say "$(find dist/npm -name '*.tgz')"
