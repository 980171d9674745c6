#!/usr/bin/env bash
# Finds or installs what the other scripts need: setup.sh [native|wasm|browser|python|postgres|nextest|deny ...]
# Every step looks first and does nothing when things are right, so it may run before everything.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

for part in "${@:-native}"; do
    step="$ROOT/scripts/setup/$part.sh"
    [ -f "$step" ] || fail "There is nothing to set up by the name of '$part'." \
        "choose from: $(cd "$ROOT/scripts/setup" && printf '%s ' *.sh | sed 's/\.sh//g')"
    # shellcheck source=/dev/null
    source "$step"
done
