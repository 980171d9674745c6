# shellcheck shell=bash
# The programs of a Postgres server, for a throw-away cluster. A server that is given needs none of them.

postgres_programs() { dirname "$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)"; }

if [ -z "${LATCHKEY_TEST_POSTGRES_URL:-}" ] && ! have initdb && ! [ -x "$(postgres_programs)/initdb" ]; then
    apt_install postgresql || fail "Postgres is missing." \
        "install it, or give a server that tests may fill: LATCHKEY_TEST_POSTGRES_URL=postgres://user@host/postgres"
fi
