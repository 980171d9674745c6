#!/usr/bin/env bash
# The debug server with demo data. Assets are read from disk; with cargo-watch it starts again at every change.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

scripts/setup.sh native wasm
scripts/wasm.sh app demo

export LATCHKEY_DATA_DIR="${LATCHKEY_DATA_DIR:-data}"
if have cargo-watch; then
    exec cargo watch --watch app --watch server --watch crates --watch style --watch public \
        --shell "scripts/wasm.sh app && cargo run -p server --bin latchkey -- serve --demo"
fi
say "Without cargo-watch nothing starts again by itself (cargo install cargo-watch)"
exec cargo run -p server --bin latchkey -- serve --demo
