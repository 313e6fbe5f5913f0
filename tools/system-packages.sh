#!/bin/sh
# Sees that the programs the tests drive are here: system-packages.sh chromium postgresql dovecot-imapd
# Root on Debian gets them installed; anybody else is told what to install.
set -eu

is_here() {
    case $1 in
    chromium) command -v chromium ;;
    postgresql) command -v initdb || ls /usr/lib/postgresql/*/bin/initdb ;;
    dovecot-imapd) command -v dovecot || ls /usr/sbin/dovecot ;;
    esac >/dev/null 2>&1
}

missing=""
for package in "$@"; do is_here "$package" || missing="$missing $package"; done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "The tests need$missing; on Debian: sudo apt-get install$missing" >&2
    exit 1
fi
echo "Installing$missing with apt-get (once)"
log=$(mktemp)
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get update && apt-get install --yes --no-install-recommends $missing; } >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    echo "apt-get could not install$missing" >&2
    exit 1
fi
rm -f "$log"
