#!/bin/sh
# Make .venv (or the folder named second) hold exactly what a lock file names; do nothing when it does.
#   tools/environment.sh requirements/run.txt [FOLDER]
set -eu
cd "$(dirname "$0")/.."
lock=${1:?usage: tools/environment.sh LOCK [FOLDER]}
folder=${2:-.venv}

# A lock that was installed leaves its checksum; the place counts too, for scripts name it.
stamp="$folder/installed-$(basename "$lock" .txt)"
want="$(cksum < "$lock") $(pwd)"
[ -x "$folder/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$want" ] && exit 0

if ! "$folder/bin/python" -c '' 2>/dev/null; then
    python=
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            python=$candidate
            break
        fi
    done
    if [ -z "$python" ]; then
        echo "Python 3.11 or newer is needed, and was not found. Install it, or name it: make PYTHON=/path/to/python3" >&2
        exit 1
    fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        echo "$python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv" >&2
        exit 1
    fi
    rm -rf "$folder"
    "$python" -m venv "$folder"
fi

echo "Installing $lock into $folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --requirement "$lock"
echo "$want" > "$stamp"
