# shellcheck shell=bash
# The console's bundle: what every page loads, and the parts that are fetched when they are needed (docs/decisions/0091).
# Trunk has no room for a tool between compiler and wasm-bindgen, so the steps stand here. Sourced by scripts/wasm.sh.

WASM_FEATURES=(--enable-bulk-memory --enable-reference-types --enable-nontrapping-float-to-int --enable-sign-ext
    --enable-mutable-globals --enable-multivalue)

# The relocations tell which function needs which; without them nothing could be parted.
compile_app() {
    for_wasm cargo rustc -p app --lib --crate-type cdylib --target "$WASM_TRIPLE" --features hydrate \
        --profile wasm-release --locked -- -Clink-args=--emit-relocs
}

# shrink FROM TO: each module as small as it gets, its functions in an order that brotli likes.
shrink() {
    "$ROOT/scripts/wasm/wasm-opt" -Oz --converge --strip-debug --strip-producers "${WASM_FEATURES[@]}" "$1" --output="$2"
}

build_app() {
    local work="$WASM_TARGET_DIR/parts" module
    compile_app || return 1
    rm -rf "$work"
    mkdir -p "$work/small"
    wasm-split-cli "$WASM_TARGET_DIR/$WASM_TRIPLE/wasm-release/app.wasm" "$work/split" --out-name app || return 1
    wasm-bindgen --target web --no-typescript --keep-lld-exports --out-dir "$work/bound" --out-name app \
        "$work/split/app.wasm" || return 1
    cp "$work/bound/app.js" "$work/split/__wasm_split.js" "$work/small" || return 1
    for module in "$work/bound/app_bg.wasm" "$work"/split/chunk_*.wasm "$work"/split/split_*.wasm; do
        shrink "$module" "$work/small/$(basename "$module")" || return 1
    done
    node scripts/wasm/pack.mjs "$work/small" dist/app
}
