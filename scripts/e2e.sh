#!/usr/bin/env bash
# The journeys through a real browser, against the release server. Arguments go to Playwright (a file, --headed, -g …).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

scripts/setup.sh native wasm browser python
scripts/wasm.sh app demo
say "Building the server"
cargo build --release -p server --bin latchkey

# A copy, because another clone may build into the same folder while the journeys last.
export LATCHKEY_BINARY="$ROOT/dist/latchkey"
cp -f "$CARGO_TARGET_DIR/release/latchkey" "$LATCHKEY_BINARY"

export LATCHKEY_PYTHON="$CACHE/python/bin/python"
cd end2end
npx --no-install tsc --noEmit
[ $# -eq 0 ] || exec npx --no-install playwright test "$@"

# A whole run takes every picture anew, and misses none of those that are listed.
rm -rf artifacts
npx --no-install playwright test
node ../scripts/pictures.mjs
