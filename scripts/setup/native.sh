# shellcheck shell=bash
# A Rust compiler that is new enough, a C compiler (SQLite and the cryptography are C), Node for the small tools.

have cargo || fail "Rust is missing." "install it with rustup (https://rustup.rs)"

new_enough rustc || fail "$(rustc --version) is too old for this workspace." "rustup update stable"

if ! have cc; then
    apt_install gcc libc6-dev || fail "A C compiler is missing." "install gcc or clang so that 'cc' is found"
fi

if ! have node || [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then
    fail "Node 20 or newer is missing." "install it from your distribution or from https://nodejs.org"
fi
