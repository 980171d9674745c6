# shellcheck shell=bash
# A Python of the tests' own, with the packages that they call the API by.

PYTHON_HOME="$CACHE/python"

install_python_packages() {
    local wanted="$ROOT/end2end/python/requirements.txt" stamp="$PYTHON_HOME/.latchkey-lock"
    cmp -s "$wanted" "$stamp" && return 0
    if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
        apt_install python3 python3-venv ||
            fail "There is no Python 3 that can make environments." "install python3 and python3-venv"
    fi
    rm -rf "$PYTHON_HOME"
    python3 -m venv "$PYTHON_HOME"
    patiently "Installing the Python packages of the tests" \
        "$PYTHON_HOME/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$wanted" ||
        fail "The Python packages of the tests could not be installed." "look at end2end/python/requirements.txt"
    cp "$wanted" "$stamp"
}

install_python_packages
