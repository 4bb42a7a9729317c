#!/bin/sh
# See that the programs the tests drive are on this machine: PostgreSQL's server, Chromium, a font
# with Vietnamese. Installs Debian's packages where that may be done, otherwise says what is missing.
# STOREFRONT_TEST_DATABASES=sqlite leaves PostgreSQL out.
set -eu

missing=
have_postgres() {
    for folder in /usr/lib/postgresql/*/bin "$(pg_config --bindir 2>/dev/null)"; do
        [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] && return 0
    done
    command -v initdb >/dev/null && command -v postgres >/dev/null
}
[ "${STOREFRONT_TEST_DATABASES:-}" = sqlite ] || have_postgres || missing="postgresql"
command -v chromium >/dev/null || missing="$missing chromium"
[ -n "$(find /usr/share/fonts -name 'NotoSans-Regular*' 2>/dev/null | head -n 1)" ] \
    || missing="$missing fonts-noto-core"
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
    as_root="sudo -n"
    sudo -n true 2>/dev/null || as_root=no
fi
if ! command -v apt-get >/dev/null || [ "$as_root" = no ]; then
    echo "The tests need programs that are not here: $missing (names of Debian packages)." >&2
    echo "Install them and run make test again." >&2
    exit 1
fi
echo "Installing$(printf ' %s' $missing)"
export DEBIAN_FRONTEND=noninteractive
apt="$as_root apt-get -o DPkg::Lock::Timeout=600 -qq"
$apt update
$apt install --yes --no-install-recommends $missing >/dev/null
