#!/usr/bin/env bash
# Everything: checks, tests on SQLite and Postgres, the bundles, journeys in a browser. The last line counts.
# A part that isn't a test run counts as one failure when it fails; a test run that ran nothing has failed.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

RESULTS="$(mktemp -d "${TMPDIR:-/tmp}/latchkey-test.XXXXXX")"
CLUSTER="$RESULTS/postgres"
chmod 711 "$RESULTS" # The user of Postgres has to pass through.
passed=0 failed=0 report=""

clean_up() {
    scripts/postgres.sh stop "$CLUSTER" 2>/dev/null || true
    rm -rf "$RESULTS"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# stage NAME COMMAND…: runs it, and remembers how long it took and how it ended.
stage() {
    local name="$1" began=$SECONDS word=ok
    shift
    printf '\n═══ %s ═══\n' "$name"
    "$@" || word=FAILED
    printf '─── %s: %s (%s)\n' "$name" "$word" "$(duration $((SECONDS - began)))"
    report+="$(printf '%-9s %8s  %s' "$word" "$(duration $((SECONDS - began)))" "$name")"$'\n'
    [ "$word" = ok ]
}

# needed NAME COMMAND…: a stage without which the rest has no meaning.
needed() { stage "$@" || { failed=$((failed + 1)); finish; }; }

# wanted NAME COMMAND…: a stage that others do not rest on.
wanted() { stage "$@" || failed=$((failed + 1)); }

# tests NAME KIND FILE COMMAND…: a stage that leaves its numbers in a file. Failing without a failed test is a failure too.
tests() {
    local name="$1" kind="$2" file="$3" numbers ok=yes
    shift 3
    rm -f "$file"
    stage "$name" "$@" || ok=no
    numbers="$(node scripts/count.mjs "$kind" "$file")" || numbers="0 0"
    passed=$((passed + ${numbers% *}))
    failed=$((failed + ${numbers#* }))
    if [ "${numbers#* }" = 0 ] && { [ "$ok" = no ] || [ "${numbers% *}" = 0 ]; }; then
        say "$name ended without a result that can be counted"
        failed=$((failed + 1))
    fi
}

finish() {
    printf '\n%s\n' "$report"
    printf '%s in all\n' "$(duration $SECONDS)"
    printf '%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" = 0 ]
    exit
}

give_postgres() {
    [ -n "${LATCHKEY_TEST_POSTGRES_URL:-}" ] && return 0
    LATCHKEY_TEST_POSTGRES_URL="$(scripts/postgres.sh start "$CLUSTER")" || return 1
    export LATCHKEY_TEST_POSTGRES_URL
}

documentation_examples() {
    patiently "Compiling and running them" cargo test --doc --workspace --locked
}

needed "Set up" scripts/setup.sh native wasm browser python postgres nextest deny
wanted "Check" scripts/check.sh
needed "Postgres" give_postgres
tests "Tests on SQLite and Postgres" junit target/nextest/default/junit.xml \
    cargo nextest run --workspace --locked --no-tests pass
wanted "Examples of the documentation" documentation_examples
needed "Browser bundles" scripts/wasm.sh app demo
wanted "Weight of the bundles" node scripts/weigh.mjs
needed "Release server" cargo build --release -p server --bin latchkey --locked
export LATCHKEY_E2E_RESULTS="$RESULTS/browser.json"
tests "Journeys in a browser" playwright "$LATCHKEY_E2E_RESULTS" scripts/e2e.sh
finish
