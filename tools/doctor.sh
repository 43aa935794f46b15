#!/usr/bin/env bash
# A table of every tool telnum is built and tested with: its version, or how to get it. Installs nothing.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$TELNUM_TOP"

missing=0

# row TOOL HOW-TO-GET-IT COMMAND…: the version is the first thing that looks like one in what the command prints.
row() {
  local tool=$1 hint=$2 version
  shift 2
  version=$({ timeout 30 "$@" </dev/null 2>/dev/null || true; } | first_version)
  printf '%-15s %s\n' "$tool" "${version:-missing: $hint}"
  if [[ -z $version ]]; then missing=$((missing + 1)); fi
}

# Maven writes colours into a pipe, and their numbers are none of its version's.
first_version() {
  awk '{ gsub(/\033\[[0-9;]*m/, "") } match($0, /[0-9]+([.-][0-9]+)*/) { print substr($0, RSTART, RLENGTH); exit }'
}

bin=$TELNUM_CACHE/bin
row cargo "https://rustup.rs" cargo --version
row clippy tools/setup-rust.sh cargo clippy --version
row rustfmt tools/setup-rust.sh rustfmt --version
row 'cargo for wasm' tools/setup-wasm.sh bash -c 'source "$TELNUM_CACHE/wasm-env" && "$WASM_CARGO" --version'
row wasm-opt tools/setup-node.sh "$bin/wasm-opt" --version
row node "https://nodejs.org" node --version
row tsc tools/setup-node.sh "$bin/tsc" --version
row esbuild tools/setup-node.sh "$bin/esbuild" --version
for runtime in node22 node24 deno bun workerd; do
  row "$runtime" tools/setup-node-versions.sh "$bin/$runtime" --version
done
row vite tools/setup-bundlers.sh "$bin/vite" --version
# Their own commands tell it among much else, or keep a log.
for bundler in webpack wrangler; do
  row "$bundler" tools/setup-bundlers.sh node --print "require('$TELNUM_CACHE/$bundler/node_modules/$bundler/package.json').version"
done
row attw tools/setup-bundlers.sh "$bin/attw" --version
row chromium tools/setup-browser.sh "$bin/chromium" --version
for tool in python maturin pytest mypy pyright ruff; do
  row "$tool" tools/setup-python.sh "$TELNUM_CACHE/venv/bin/$tool" --version
done
row zig tools/setup-cross.sh "$TELNUM_CACHE/venv-cross/bin/python" -m ziglang version
row auditwheel tools/setup-cross.sh "$TELNUM_CACHE/venv-cross/bin/auditwheel" --version
row qemu tools/setup-arm64.sh bash -c 'qemu-aarch64-static --version | cut -d " " -f 2-'
row wine tools/setup-wine.sh "$TELNUM_TOOLS/wine" --version
row 'python on musl' tools/setup-python-musl.sh "$bin/python-musl" --version
row 'didww (pip)' tools/setup-independent.sh "$TELNUM_CACHE/venv-independent/bin/python" -c 'import importlib.metadata; print(importlib.metadata.version("didww"))'
row pandas tools/setup-integrations.sh "$TELNUM_CACHE/venv-integrations/bin/python" -c 'import importlib.metadata; print(importlib.metadata.version("pandas"))'
row java tools/setup-kotlin.sh javac -version
row maven tools/setup-kotlin.sh mvn --batch-mode --version
row php tools/setup-php.sh "$bin/php" --version
row postgres tools/setup-postgres.sh "$bin/postgres" --version
row swift tools/setup-swift.sh "$TELNUM_TOOLS/swift" --version
row curl "apt-get install curl, or your system's" curl --version
row cargo-deny tools/setup-lint.sh "$bin/cargo-deny" --version
row shellcheck tools/setup-lint.sh shellcheck --version
row 'C compiler' "apt-get install gcc libc6-dev, or your system's" cc --version
printf '%-15s %s\n' pythons "$("$TELNUM_TOOLS/list-pythons.sh" | cut -d ' ' -f 1 | paste -s -d ' ')"
printf '%-15s %s\n' cache "$TELNUM_CACHE"
((missing == 0))
