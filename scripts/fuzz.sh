#!/usr/bin/env bash
# Feeds the parsers with what libFuzzer comes up with: fuzz.sh [seconds for each] [target ...]. Fails at a finding.
#
# The Rust of the house is enough: the counters are LLVM's own, and in code without `unsafe` a sanitizer would find nothing
# that a panic doesn't say. With cargo-fuzz the same targets run as `cargo fuzz run --sanitizer none TARGET`.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

scripts/setup.sh native
have c++ || apt_install g++ || fail "A C++ compiler is missing, which libFuzzer needs." "install g++ or clang"

seconds="${1:-60}"
shift || true
[ $# -gt 0 ] || set -- $(sed -n 's/^name = "\(.*_.*\)"$/\1/p' fuzz/Cargo.toml)

host="$(rustc -vV | sed -n 's/^host: //p')"
export CARGO_TARGET_DIR="$CACHE/target-fuzz"
export RUSTFLAGS="--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares"
patiently "Compiling the targets with counters" \
    cargo build --release --locked --manifest-path fuzz/Cargo.toml --target "$host"

# What a target has learned stays in the cache; the next run goes on from there.
broken=0
for target in "$@"; do
    corpus="$CACHE/fuzz/$target" log="$CACHE/fuzz/$target.log"
    mkdir -p "$corpus" fuzz/findings
    if "$CARGO_TARGET_DIR/$host/release/$target" "$corpus" "fuzz/seeds/$target" -max_total_time="$seconds" \
        -max_len=10000 -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 \
        -artifact_prefix="fuzz/findings/$target-" >"$log" 2>&1; then
        word="nothing found"
    else
        word="FOUND SOMETHING, see $log and fuzz/findings"
        broken=1
    fi
    runs="$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
    printf '%-24s %12s inputs in %s s: %s\n' "$target" "${runs:-?}" "$seconds" "$word"
done
[ "$broken" = 0 ]
