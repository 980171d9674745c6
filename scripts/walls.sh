#!/usr/bin/env bash
# Checks that the rooms keep to their arrows: who may depend on whom, which library has which home, where `cfg` may stand.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

broken=0

cargo metadata --no-deps --format-version 1 | node scripts/walls.mjs || broken=1

# One file decides what is server and what is browser; elsewhere the `#[server]` macro has done so already.
if grep -rn 'cfg(.*feature' app/src --include='*.rs' | grep -v '^app/src/lib.rs:'; then
    say "In app, cfg(feature = …) stands in src/lib.rs only."
    broken=1
fi

node scripts/spread.mjs || broken=1

[ "$broken" = 0 ] || fail "A wall is broken." "move the code to the room it belongs to; ARCHITECTURE.md draws the arrows"
say "The walls stand"
