# shellcheck shell=bash
# What every script here shares: where things are kept, how to speak, which compiler builds what.
# Sourced, never run: `source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"`.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
CACHE="${LATCHKEY_CACHE:-$HOME/.cache/latchkey}"
TOOLS="$CACHE/tools"
WASM_TARGET_DIR="$CACHE/target-wasm"
WASM_TRIPLE=wasm32-unknown-unknown

# Outside the checkout, so that a fresh clone does not compile everything anew.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$CACHE/target}"
export PATH="$TOOLS/bin:$PATH"
mkdir -p "$CACHE" "$TOOLS/bin"

say() { printf '▸ %s\n' "$*" >&2; }

# Ends the script. The second argument is what to do about it.
fail() {
    printf '✗ %s\n' "$1" >&2
    if [ -n "${2:-}" ]; then printf '  To fix it: %s\n' "$2" >&2; fi
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# `1m 05s` out of a number of seconds.
duration() {
    if [ "$1" -lt 60 ]; then printf '%ds' "$1"; else printf '%dm %02ds' $(($1 / 60)) $(($1 % 60)); fi
}

# patiently WHAT COMMAND…: runs something long with its output in a log, and says every half minute how far it is.
patiently() {
    local what="$1" log pid began=$SECONDS said=$SECONDS
    shift
    log="$(mktemp "${TMPDIR:-/tmp}/latchkey-log.XXXXXX")"
    say "$what"
    "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    # shellcheck disable=SC2064 # The process of this moment is meant.
    trap "kill $pid 2>/dev/null; exit 130" INT TERM
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.2
        if [ $((SECONDS - said)) -ge 30 ]; then
            said=$SECONDS
            printf '  … %s: %s\n' "$(duration $((SECONDS - began)))" "$(last_words "$log")" >&2
        fi
    done
    trap - INT TERM
    if ! wait "$pid"; then
        tail -n 25 "$log" | sed 's/^/  | /' >&2
        printf '  (all of it: %s)\n' "$log" >&2
        return 1
    fi
    rm -f "$log"
    printf '  done in %s\n' "$(duration $((SECONDS - began)))" >&2
}

last_words() { tr '\r' '\n' <"$1" | grep -v '^[[:space:]]*$' | tail -n 1 | cut -c 1-100; }

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif have sudo; then
        sudo -E "$@"
    else
        fail "This step needs root: $*" "run it as root, then start again"
    fi
}

# apt_install PACKAGE…: only where apt is; elsewhere the caller has to say what to install by hand.
apt_install() {
    have apt-get || return 1
    if [ -z "${APT_UPDATED:-}" ]; then
        patiently "Refreshing the list of Debian packages" as_root apt-get update -q || return 1
        APT_UPDATED=yes
    fi
    patiently "Installing $*" \
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

# The version of a crate in Cargo.lock, so that a tool can be made to match it.
locked_version() {
    awk -v crate="$1" '$1 == "name" && $3 == "\"" crate "\"" { getline; gsub(/"/, "", $3); print $3; exit }' \
        "$ROOT/Cargo.lock"
}

free_port() {
    node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'
}

# new_enough RUSTC: whether a compiler is of the version that the workspace asks for, or later.
new_enough() {
    local wanted found
    wanted="$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$ROOT/Cargo.toml" | head -n 1)"
    found="$("$1" --version 2>/dev/null | cut -d ' ' -f 2)"
    [ "$(printf '%s\n' "$wanted" "${found:-0}" | sort -V | head -n 1)" = "$wanted" ]
}

# with_sources RUSTC: whether the sources of the standard library lie beside a compiler that is new enough.
with_sources() { new_enough "$1" && [ -d "$("$1" --print sysroot)/lib/rustlib/src/rust/library" ]; }

# Which compiler builds WebAssembly here, the better first: `own` builds the standard library on the way, out of the sources
# that lie beside your compiler (rustup's rust-src); `debian` does so with the distribution's second toolchain; `ready` takes the
# standard library as it comes with your compiler's target. Nothing when none is there.
wasm_toolchain() {
    if [ -n "${LATCHKEY_WASM_TOOLCHAIN:-}" ]; then
        echo "$LATCHKEY_WASM_TOOLCHAIN"
    elif with_sources rustc; then
        echo own
    elif with_sources /usr/bin/rustc; then
        echo debian
    elif [ -d "$(rustc --print sysroot)/lib/rustlib/$WASM_TRIPLE/lib" ]; then
        echo ready
    fi
}

# Neither file names for panics nor the texts of `{:?}` go into a bundle (docs/decisions/0076), and where the standard
# library is built on the way, it is built for size and a panic stops at once (docs/decisions/0079). All of these are unstable
# names, so RUSTC_BOOTSTRAP lets every compiler know them.
WASM_RUSTFLAGS="--cfg erase_components -Zlocation-detail=none -Zfmt-debug=none"
WASM_RUSTFLAGS_STD="$WASM_RUSTFLAGS -Zunstable-options -Cpanic=immediate-abort"

# for_wasm COMMAND…: runs cargo or trunk with the compiler that `wasm_toolchain` names and a target folder of its own.
# NO_COLOR is dropped because Trunk 0.21 takes its value for a flag and stops. In scripts/wasm is what Trunk is to take for
# wasm-opt.
for_wasm() {
    local path="$TOOLS/bin:$PATH" flags="$WASM_RUSTFLAGS_STD"
    local std=(CARGO_UNSTABLE_BUILD_STD=std,panic_abort CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size)
    case "$(wasm_toolchain)" in
    own) ;;
    debian) path="$TOOLS/bin:/usr/bin:$PATH" ;;
    ready) flags="$WASM_RUSTFLAGS" std=() ;;
    *) fail "No Rust compiler for WebAssembly was found." "scripts/setup.sh wasm" ;;
    esac
    env -u NO_COLOR CARGO_TARGET_DIR="$WASM_TARGET_DIR" PATH="$ROOT/scripts/wasm:$path" \
        RUSTC_BOOTSTRAP=1 RUSTFLAGS="$flags" "${std[@]}" "$@"
}
