#!/bin/sh
# Sees that the programs the tests drive are here: system-packages.sh chromium-headless-shell postgresql dovecot-imapd
# Root on Debian gets them installed; anybody else is told what to install, unless another program does as well.
set -eu

is_here() {
    case $1 in
    chromium-headless-shell) command -v chromium-headless-shell ;;
    postgresql) command -v initdb || ls /usr/lib/postgresql/*/bin/initdb ;;
    dovecot-imapd) command -v dovecot || ls /usr/sbin/dovecot ;;
    esac >/dev/null 2>&1
}

another_does() {
    case $1 in
    chromium-headless-shell) command -v chromium || command -v chromium-browser || command -v google-chrome ;;
    *) false ;;
    esac >/dev/null 2>&1
}

missing="" needed=""
for package in "$@"; do
    is_here "$package" && continue
    missing="$missing $package"
    another_does "$package" || needed="$needed $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    [ -n "$needed" ] || exit 0
    echo "The tests need$needed; on Debian: sudo apt-get install$needed" >&2
    exit 1
fi
echo "Installing$missing with apt-get (once)"
log=$(mktemp)
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get update && apt-get install --yes --no-install-recommends $missing; } >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    echo "apt-get could not install$missing" >&2
    [ -z "$needed" ]
    exit
fi
rm -f "$log"
