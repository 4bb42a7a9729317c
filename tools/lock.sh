#!/bin/sh
# Write the lock files anew. Versions already locked stay unless UPGRADE=1 is set.
set -eu
cd "$(dirname "$0")/.."
[ -x .venv-lock/bin/pip-compile ] || { python3 -m venv .venv-lock && .venv-lock/bin/python -m pip install --quiet pip-tools; }
export CUSTOM_COMPILE_COMMAND="make lock"
compile() {
    .venv-lock/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
        --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
        ${UPGRADE:+--upgrade} "$@"
}
# The tests' libraries have a say in the versions that run: both files hold the same ones.
compile --extra postgres --extra s3 --extra dev --output-file requirements/dev.txt pyproject.toml
compile --extra postgres --extra s3 --constraint requirements/dev.txt \
    --output-file requirements/run.txt pyproject.toml
compile --output-file requirements/bench.txt requirements/bench.in

# Python 3.14 has zstd of its own, and flask-compress then needs no backport, of which there is none.
sed -i 's/^\(backports-zstd==[^ ]*\) \\$/\1 ; python_version < "3.14" \\/' \
    requirements/run.txt requirements/dev.txt
