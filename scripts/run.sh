#!/usr/bin/env bash
# From a clone to a server that people can use: sets up, builds, serves the demo data kept in data/.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

scripts/setup.sh native wasm
scripts/wasm.sh app demo

say "Building the server (the first time: several minutes)"
cargo build --release -p server --bin latchkey

cat <<'EOT'

  Latchkey with its demo data, kept in data/ (delete the folder to start anew).

    identity   http://localhost:44367    console, sign-in, protocol, management API
    api        http://localhost:44395    the guarded OData API
    demo       http://localhost:3000     a client that signs in with PKCE

    alice@example.com    manager, administrator
    bob@example.com      plain user
    password of both     correct horse battery staple

  Ctrl-C ends it.

EOT

export LATCHKEY_DATA_DIR="${LATCHKEY_DATA_DIR:-data}"
exec "$CARGO_TARGET_DIR/release/latchkey" serve --demo
