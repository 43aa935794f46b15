#!/usr/bin/env bash
# cargo-deny, shellcheck and, where Go is, actionlint, which only `make lint` needs.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

install_deny() {
  # Unoptimised: it builds in half the time, and runs for a second.
  step "$CARGO_INSTALL_LIMIT" "cargo install cargo-deny $CARGO_DENY" \
    cargo install cargo-deny --version "=$CARGO_DENY" --root "$TELNUM_CACHE/cargo-deny" \
    --config profile.release.opt-level=0 --config profile.release.lto=false \
    --config profile.release.codegen-units=16 || return 1
  link cargo-deny "$TELNUM_CACHE/cargo-deny/bin/cargo-deny"
}

once cargo-deny "$CARGO_DENY" install_deny ||
  fail "cargo-deny could not be installed." "By hand: cargo install cargo-deny --version $CARGO_DENY"
command -v shellcheck >/dev/null || apt_install shellcheck ||
  fail "shellcheck could not be installed." "By hand, as root: apt-get install shellcheck"

install_actionlint() {
  step "$GO_LIMIT" "go install actionlint $ACTIONLINT" env GOFLAGS=-modcacherw GOBIN="$TELNUM_CACHE/actionlint" \
    go install "github.com/rhysd/actionlint/cmd/actionlint@v$ACTIONLINT" || return 1
  link actionlint "$TELNUM_CACHE/actionlint/actionlint"
}

if command -v go >/dev/null; then
  once actionlint "$ACTIONLINT" install_actionlint || say "actionlint could not be built"
fi
