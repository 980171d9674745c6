#!/usr/bin/env bash
# A Postgres for the tests, which nobody will miss: postgres.sh start [folder] | stop [folder]
# `start` prints the URL and nothing else on standard output. Nothing in it survives a crash, on purpose: it is fast.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

HOME_OF_CLUSTER="${2:-${TMPDIR:-/tmp}/latchkey-postgres-$(id -u)}"
DATA="$HOME_OF_CLUSTER/data"

# Postgres refuses to run as root, so root hands everything to the user that Debian's package made.
as_owner() {
    if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

program() {
    local found
    found="$(ls -d /usr/lib/postgresql/*/bin/"$1" 2>/dev/null | sort -V | tail -n 1)"
    if [ -z "$found" ]; then found="$(command -v "$1" || true)"; fi
    [ -n "$found" ] || fail "Postgres is missing ($1)." "scripts/setup.sh postgres"
    echo "$found"
}

create() {
    local initdb
    initdb="$(program initdb)"
    mkdir -p "$HOME_OF_CLUSTER"
    if [ "$(id -u)" = 0 ]; then chown postgres "$HOME_OF_CLUSTER"; fi
    chmod 700 "$HOME_OF_CLUSTER"
    as_owner "$initdb" -D "$DATA" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$HOME_OF_CLUSTER/initdb.log" 2>&1 ||
        fail "initdb failed: $(tail -n 3 "$HOME_OF_CLUSTER/initdb.log")" "see $HOME_OF_CLUSTER/initdb.log"
}

start() {
    local pg_ctl port settings
    pg_ctl="$(program pg_ctl)"
    if as_owner "$pg_ctl" -D "$DATA" status >/dev/null 2>&1; then
        say "Postgres runs already in $HOME_OF_CLUSTER"
        port="$(sed -n 4p "$DATA/postmaster.pid")"
    else
        [ -d "$DATA" ] || create
        port="$(free_port)"
        settings="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$HOME_OF_CLUSTER"
        settings="$settings -c max_connections=300 -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        say "Starting a throw-away Postgres on port $port"
        as_owner "$pg_ctl" -D "$DATA" -w -t 60 -l "$HOME_OF_CLUSTER/server.log" -o "$settings" start >/dev/null ||
            fail "Postgres did not start: $(tail -n 3 "$HOME_OF_CLUSTER/server.log")" "see $HOME_OF_CLUSTER/server.log"
    fi
    echo "postgres://postgres@127.0.0.1:$port/postgres"
}

stop() {
    [ -d "$DATA" ] || return 0
    as_owner "$(program pg_ctl)" -D "$DATA" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$HOME_OF_CLUSTER"
    say "The throw-away Postgres is gone"
}

case "${1:-}" in
start) start ;;
stop) stop ;;
*) fail "What shall happen with Postgres?" "postgres.sh start [folder] | stop [folder]" ;;
esac
