# shellcheck shell=bash
# cargo-deny holds the walls between the rooms and reads the licences.

DENY_VERSION=0.20.2

if [ "$(cargo-deny --version 2>/dev/null)" != "cargo-deny $DENY_VERSION" ]; then
    (
        export CARGO_TARGET_DIR="$CACHE/build-tools"
        patiently "Compiling cargo-deny $DENY_VERSION (5 to 10 minutes, once)" \
            cargo install --locked --force --root "$TOOLS" cargo-deny --version "$DENY_VERSION" ||
            patiently "Once more without its lock file" \
                cargo install --force --root "$TOOLS" cargo-deny --version "$DENY_VERSION"
    ) || fail "cargo-deny could not be installed." "cargo install cargo-deny --version $DENY_VERSION"
fi
