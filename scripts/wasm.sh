#!/usr/bin/env bash
# Builds what runs in the browser: wasm.sh [app|demo ...] makes dist/app and dist/demo, compressed beside the originals.
# A bundle whose inputs have not changed since is left as it is.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/scripts/wasm/parts.sh"
cd "$ROOT"

# Sets what a bundle is made of, and the file that names all others.
describe() {
    case "$1" in
    app) made=bundle.json inputs=(app crates/oauth crates/domain) ;;
    demo) made=index.html inputs=(demo crates/oauth style) ;;
    *) fail "There is no bundle by the name of '$1'." "wasm.sh [app|demo ...]" ;;
    esac
}

# One line that changes whenever the bundle could.
fingerprint() {
    {
        find "${inputs[@]}" Cargo.toml Cargo.lock scripts/lib.sh scripts/wasm.sh scripts/wasm scripts/compress.mjs \
            scripts/setup/wasm.sh -type f -not -path '*/dist/*' -print0 2>/dev/null | LC_ALL=C sort -z | xargs -0 sha256sum
        wasm_toolchain
        for_wasm rustc --version
    } | sha256sum | cut -d ' ' -f 1
}

# One build at a time: Trunk's folder between compiler and bundle is shared.
take_turns() {
    have flock || return 0
    exec 9>"$CACHE/wasm.lock"
    flock --nonblock 9 && return 0
    say "Waiting for another build of the bundles"
    flock 9
}

build_demo() {
    # Trunk would copy along what lies here from before.
    rm -rf "$WASM_TARGET_DIR/wasm-bindgen"
    for_wasm trunk build --config demo/Trunk.toml --release
}

build() {
    local bundle="$1" began=$SECONDS
    take_turns
    say "Building the bundle of '$bundle' (the first time: several minutes)"
    "build_$bundle" ||
        fail "The bundle of '$bundle' was not built." "read the compiler's words above"
    node scripts/compress.mjs "dist/$bundle" "$bundle"
    say "The bundle of '$bundle' took $(duration $((SECONDS - began)))"
}

# Cargo brings its lock file up to date by itself; better now than halfway, or the fingerprint would be of yesterday.
cargo metadata --format-version 1 >/dev/null || fail "The manifests can't be read." "read cargo's words above"

[ $# -gt 0 ] || set -- app demo
for bundle in "$@"; do
    stamp="dist/.stamp-$bundle"
    describe "$bundle"
    now="$(fingerprint)"
    if [ -f "dist/$bundle/$made" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$now" ]; then
        say "The bundle of '$bundle' is up to date"
    else
        rm -f "$stamp"
        build "$bundle"
        echo "$now" >"$stamp"
        wasm_toolchain >"dist/.toolchain-$bundle" # For whoever weighs it.
    fi
done
