#!/usr/bin/env bash
# Everything that can be said about the code without running it. Stops at the first thing that is wrong.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

scripts/setup.sh native wasm deny

step() {
    local what="$1" began=$SECONDS
    shift
    say "$what"
    "$@" || fail "$what: not in order." "read the words above, then: make check"
    printf '  in order (%s)\n' "$(duration $((SECONDS - began)))" >&2
}

# The advisories live in a repository of their own; without a network there is nothing to compare with.
advisories() {
    if timeout 60 cargo deny --log-level error fetch db >/dev/null 2>&1; then
        cargo deny --offline --log-level warn check advisories
    else
        printf '  skipped: the database of advisories can not be fetched from here\n' >&2
    fi
}

# Rooms that also live in a browser. A profile of the bundle, so that the two share what they compile.
browser_rooms() {
    for_wasm cargo check --quiet --target "$WASM_TRIPLE" --profile wasm-release --locked "$@"
}

# The variable replaces the flags of .cargo/config.toml.
documentation() { RUSTDOCFLAGS="--cfg erase_components -D warnings" cargo doc --quiet --no-deps --workspace --document-private-items --locked; }

# A workspace of their own, which nothing else compiles.
fuzz_targets() {
    cargo fmt --manifest-path fuzz/Cargo.toml --check || return 1
    have c++ || { printf '  not compiled: libFuzzer needs a C++ compiler\n' >&2 && return 0; }
    CARGO_TARGET_DIR="$CACHE/target-fuzz" cargo check --quiet --locked --manifest-path fuzz/Cargo.toml
}

lock_file() { cargo metadata --locked --format-version 1 >/dev/null; }

step "Lock file" lock_file
step "Format" cargo fmt --all --check
step "Walls" scripts/walls.sh
step "Message catalogue" node scripts/words.mjs
step "Conformance page" node scripts/conformance.mjs --check
step "Walls of the libraries" cargo deny --log-level warn --exclude-dev check bans --allow unused-wrapper
step "Licences and sources" cargo deny --log-level warn check licenses sources
step "Advisories" advisories
step "Lints" cargo clippy --quiet --workspace --all-targets --locked -- -D warnings
step "Fuzz targets" fuzz_targets
step "Documentation" documentation
step "WebAssembly: oauth and domain" browser_rooms -p oauth -p domain
step "WebAssembly: app" browser_rooms -p app --lib --features hydrate
step "WebAssembly: demo" browser_rooms -p demo --features csr
