# shellcheck shell=bash
# What turns Rust into a browser bundle: a compiler, trunk, wasm-bindgen, wasm-split and wasm-opt.

TRUNK_VERSION=0.21.14
WASM_SPLIT_VERSION=0.2.3
BINARYEN_VERSION=132.0.0

# cargo_tool CRATE VERSION MINUTES [OPTION…]: compiled into the cache. The lock file of a published tool may name a dependency
# that a registry's mirror does not have yet; without it cargo takes the nearest version that is there.
cargo_tool() {
    local crate="$1" version="$2" minutes="$3"
    shift 3
    export CARGO_TARGET_DIR="$CACHE/build-tools"
    patiently "Compiling $crate $version ($minutes minutes, once)" \
        cargo install --locked --force --root "$TOOLS" "$crate" --version "$version" "$@" ||
        patiently "Once more without its lock file" \
            cargo install --force --root "$TOOLS" "$crate" --version "$version" "$@" ||
        fail "$crate $version could not be installed." "cargo install --root $TOOLS $crate --version $version"
}

# The second toolchain of Debian's security archive: a compiler, its library's sources and a linker.
install_debian() {
    apt_install rustc-web cargo-web rust-web-src rust-web-llvm lld-22 && [ "$(wasm_toolchain)" = debian ]
}

# A compiler that builds the standard library on the way, because the ready-made one makes a bundle that is too heavy
# (docs/decisions/0079). Where apt already knows Debian's, that is taken; where nothing else works, the ready-made library is.
install_compiler() {
    local tried="$CACHE/no-sources"
    case "$(wasm_toolchain)" in
    own | debian) return 0 ;;
    # What failed once is not tried before every build.
    ready) [ "$(cat "$tried" 2>/dev/null)" != "$(rustc --version)" ] || return 0 ;;
    esac
    apt-cache show rustc-web >/dev/null 2>&1 && install_debian && return 0
    have rustup && patiently "Adding the sources of the standard library" rustup component add rust-src && return 0
    install_debian && return 0
    if [ -z "$(wasm_toolchain)" ] && have rustup; then
        patiently "Adding the target $WASM_TRIPLE" rustup target add "$WASM_TRIPLE" || true
    fi
    [ -n "$(wasm_toolchain)" ] ||
        fail "No Rust compiler for WebAssembly could be installed." "rustup component add rust-src"
    rustc --version >"$tried"
    say "The bundles will weigh more than they may: the sources of the standard library are missing (rustup component add rust-src)"
}

install_trunk() {
    if [ "$("$TOOLS/bin/trunk" --version 2>/dev/null)" != "trunk $TRUNK_VERSION" ]; then
        (cargo_tool trunk "$TRUNK_VERSION" "5 to 9")
    fi
}

# The command writes glue for the crate that was compiled in: both must be of one version, to the last digit.
install_wasm_bindgen() {
    local version
    version="$(locked_version wasm-bindgen)"
    if [ "$("$TOOLS/bin/wasm-bindgen" --version 2>/dev/null)" != "wasm-bindgen $version" ]; then
        (cargo_tool wasm-bindgen-cli "$version" "2 to 4")
    fi
}

# The command parts what the crate `wasm_split_helpers` has marked, which has versions of its own. It can't tell its version, so
# a file beside it does.
install_wasm_split() {
    local told="$TOOLS/wasm-split.version"
    if [ ! -x "$TOOLS/bin/wasm-split-cli" ] || [ "$(cat "$told" 2>/dev/null)" != "$WASM_SPLIT_VERSION" ]; then
        (cargo_tool wasm_split_cli_support "$WASM_SPLIT_VERSION" "1 to 2" --features build-binary)
        echo "$WASM_SPLIT_VERSION" >"$told"
    fi
}

install_wasm_opt() {
    local home="$TOOLS/binaryen-$BINARYEN_VERSION"
    if [ ! -x "$home/node_modules/.bin/wasm-opt" ]; then
        mkdir -p "$home"
        patiently "Installing wasm-opt (binaryen $BINARYEN_VERSION)" \
            npm install --prefix "$home" --no-save --no-audit --no-fund "binaryen@$BINARYEN_VERSION" ||
            fail "binaryen could not be installed." "npm install --prefix $home binaryen@$BINARYEN_VERSION"
    fi
    ln -sfn "$home/node_modules/.bin/wasm-opt" "$TOOLS/bin/wasm-opt"
}

install_compiler
install_trunk
install_wasm_bindgen
install_wasm_split
install_wasm_opt
