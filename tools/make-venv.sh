#!/bin/sh
# Makes the virtual environment $1 with the newest Python that will do, unless a working one stands there.
set -eu
venv=$1
oldest="3.11"

if "$venv/bin/python" -m pip --version >/dev/null 2>&1; then exit 0; fi

# Asked by running it: a name on the PATH may belong to a version switcher with nothing behind it.
for python in python3.13 python3.12 python3.11 python3; do
    version=$("$python" -c 'import sys
if sys.version_info >= (3, 11): print("%d.%d" % sys.version_info[:2])' 2>/dev/null) && [ -n "$version" ] || continue
    if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        exec "$python" -m venv --clear "$venv"
    fi
    without=${without:-$version}
done

if [ -n "${without:-}" ]; then
    echo "Python $without cannot make virtual environments; on Debian: apt-get install python$without-venv" >&2
else
    echo "Python $oldest or newer is needed and was not found; on Debian: apt-get install python3 python3-venv" >&2
fi
exit 1
