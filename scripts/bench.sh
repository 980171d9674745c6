#!/usr/bin/env bash
# Measures the hot paths beside a bare handler, in one run on one machine. Arguments go to the measuring program.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

scripts/setup.sh native
say "Building with every optimisation"
exec cargo run --release -p server --example bench -- "$@"
