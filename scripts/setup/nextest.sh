# shellcheck shell=bash
# The test runner. Any version that is there will do.

if ! have cargo-nextest; then
    (
        export CARGO_TARGET_DIR="$CACHE/build-tools"
        patiently "Compiling cargo-nextest (about 4 minutes, once)" \
            cargo install --locked --root "$TOOLS" cargo-nextest
    ) || fail "cargo-nextest could not be installed." "cargo install --locked cargo-nextest"
fi
