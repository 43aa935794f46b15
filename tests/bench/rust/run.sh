#!/usr/bin/env bash
# A page of 1,000 numbers and a small call, against reqwest and serde_json by hand.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
cargo run --quiet --release --package telnum-bench
