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

# Which compiler builds WebAssembly here: `own` has the target's standard library beside it (rustup, most
# distributions); `debian` is the distribution's second toolchain, which builds that library from source on the way;
# nothing when neither is there.
wasm_toolchain() {
    if [ -n "${LATCHKEY_WASM_TOOLCHAIN:-}" ]; then
        echo "$LATCHKEY_WASM_TOOLCHAIN"
    elif [ -d "$(rustc --print sysroot)/lib/rustlib/$WASM_TRIPLE/lib" ]; then
        echo own
    elif [ -x /usr/bin/rustc ] && [ -d "$(/usr/bin/rustc --print sysroot)/lib/rustlib/src/rust/library" ]; then
        echo debian
    fi
}

# Neither file names for panics nor the texts of `{:?}` go into a bundle (docs/decisions/0076). Both are unstable names, so
# RUSTC_BOOTSTRAP lets every compiler know them.
WASM_RUSTFLAGS="-Zlocation-detail=none -Zfmt-debug=none"

# for_wasm COMMAND…: runs cargo or trunk with the compiler that `wasm_toolchain` names and a target folder of its own.
# NO_COLOR is dropped because Trunk 0.21 takes its value for a flag and stops. In scripts/wasm is what Trunk is to take for
# wasm-opt.
for_wasm() {
    case "$(wasm_toolchain)" in
    own)
        env -u NO_COLOR CARGO_TARGET_DIR="$WASM_TARGET_DIR" PATH="$ROOT/scripts/wasm:$PATH" \
            RUSTC_BOOTSTRAP=1 RUSTFLAGS="$WASM_RUSTFLAGS" "$@"
        ;;
    debian)
        env -u NO_COLOR CARGO_TARGET_DIR="$WASM_TARGET_DIR" PATH="$ROOT/scripts/wasm:$TOOLS/bin:/usr/bin:$PATH" \
            RUSTC_BOOTSTRAP=1 RUSTFLAGS="$WASM_RUSTFLAGS" CARGO_UNSTABLE_BUILD_STD=std,panic_abort "$@"
        ;;
    *)
        fail "No Rust compiler for WebAssembly was found." "scripts/setup.sh wasm"
        ;;
    esac
}
