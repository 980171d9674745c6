#!/usr/bin/env bash
# Measures the hot paths beside a bare handler, in one run on one machine; then what the API costs among few rows and many, on
# SQLite and on a Postgres that goes away with it. Arguments go to the first of the two programs.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

CLUSTER="$(mktemp -d "${TMPDIR:-/tmp}/latchkey-bench.XXXXXX")"
chmod 711 "$CLUSTER" # The user of Postgres has to pass through.
clean_up() {
    scripts/postgres.sh stop "$CLUSTER/postgres" 2>/dev/null || true
    rm -rf "$CLUSTER"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

scripts/setup.sh native postgres
say "Building with every optimisation"
cargo run --release -p server --example bench -- "$@"
say "The API, among 1,000 projects and among 100,000"
cargo run --release -p projects --example bench -- "$(scripts/postgres.sh start "$CLUSTER/postgres")"
