# shellcheck shell=bash
# Chromium, and the npm packages that drive it.

BROWSER="${LATCHKEY_CHROMIUM:-/usr/bin/chromium}"

install_packages() {
    local stamp="$ROOT/end2end/node_modules/.latchkey-lock"
    if ! cmp -s "$ROOT/end2end/package-lock.json" "$stamp"; then
        patiently "Installing the packages of the browser tests" npm ci --prefix "$ROOT/end2end" --no-audit --no-fund ||
            fail "The packages of the browser tests could not be installed." "cd end2end && npm ci"
        cp "$ROOT/end2end/package-lock.json" "$stamp"
    fi
}

# Playwright's own download is the last resort: it needs an open network and, often, more packages.
install_browser() {
    [ ! -x "$BROWSER" ] || return 0
    apt_install chromium fonts-dejavu-core && [ -x "$BROWSER" ] && return 0
    patiently "Letting Playwright fetch its own Chromium" npx --prefix "$ROOT/end2end" playwright install chromium ||
        fail "No Chromium could be installed." "install one and say where: LATCHKEY_CHROMIUM=/path/to/chromium"
}

install_packages
install_browser
