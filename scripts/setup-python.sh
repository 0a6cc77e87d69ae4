#!/usr/bin/env bash
# Make .venv with exactly the packages of a lock file, and amana itself installed in place.
#
#   scripts/setup-python.sh runtime   what amana needs to run
#   scripts/setup-python.sh dev       that, and what tests, checks and docs need
#
# A stamp holds the digest of everything that decides the result, so a second run does nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

kind=${1:-runtime}
case $kind in
  runtime) lock=requirements.lock ;;
  dev) lock=requirements-dev.lock ;;
  *) echo "usage: $0 runtime|dev" >&2; exit 2 ;;
esac

stop() { printf '\n%s\n' "$@" >&2; exit 1; }

fits() { # 3.11 or later
  "$1" -c 'import sys; sys.exit(not sys.version_info >= (3, 11))' 2>/dev/null
}

python=
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
  if command -v "$candidate" >/dev/null && fits "$candidate"; then
    python=$(command -v "$candidate")
    break
  fi
done
[ -n "$python" ] || stop "amana needs Python 3.11 or later, and none of ${PYTHON:-python3, python3.13, python3.12, python3.11} is that." \
  "Debian 12, Ubuntu 24.04 and later: apt-get install python3 python3-venv" \
  "A Python elsewhere: make demo PYTHON=/path/to/python3"

version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
stamp_of() { { echo "$PWD $version"; cat "$1" pyproject.toml; } | sha256sum | cut -c1-64; }
current() { [ "$(cat ".venv/.installed-$1" 2>/dev/null)" = "$(stamp_of "$2")" ]; }

if [ -x .venv/bin/python ]; then
  current dev requirements-dev.lock && exit 0 # it holds the runtime packages too
  current "$kind" "$lock" && exit 0
fi

"$python" -c 'import venv, ensurepip' 2>/dev/null || stop \
  "Python $version is here, but it cannot make virtual environments (its venv or ensurepip module is missing)." \
  "Debian and Ubuntu: apt-get install python$version-venv     (as root, or with sudo)" \
  "Then run the same command again."

# A folder that was moved (the scripts in it name the old place) or whose Python is gone is made anew.
sound() {
  .venv/bin/python -m pip --version >/dev/null 2>&1 && fits .venv/bin/python &&
    head -n 1 .venv/bin/pip | grep -qF "$PWD/.venv/bin/python"
}
if ! sound; then
  echo "Making .venv with Python $version"
  rm -rf .venv
  "$python" -m venv .venv
fi
rm -f .venv/.installed-*

pip=(.venv/bin/python -m pip --disable-pip-version-check --quiet)
# The pinned pip takes half the time of one that is years old; where it cannot be had, that one does.
"${pip[@]}" install --retries 0 --timeout 15 --require-hashes -r requirements-pip.lock 2>/dev/null || true
echo "Installing the packages of $lock (each is compared with its pinned hash)"
"${pip[@]}" install --require-hashes -r "$lock" || stop \
  "The packages of $lock could not be installed; pip's reason stands above." \
  "pip takes them from the index that this machine is set up for. Without network: fill a folder elsewhere with" \
  "  pip download --require-hashes -r $lock -d wheels" \
  "and run here: PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels make demo"
"${pip[@]}" install --no-deps --no-build-isolation --editable .
stamp_of "$lock" >".venv/.installed-$kind"
