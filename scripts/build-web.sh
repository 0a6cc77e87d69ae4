#!/usr/bin/env bash
# Build the web client into the package, when it is missing or older than its sources.
#
# Node 20.19+ or 22.12+ with npm 11+ is used where the machine has it. Otherwise Node comes from the
# hashed package in requirements-node.lock, in an environment of its own that only builds.
#
#   scripts/build-web.sh          build
#   scripts/build-web.sh npm ...  run npm in webclient/ with the same Node
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
assets=src/amana/interface/web/assets

. scripts/find-node.sh

install_packages() {
  local digest
  digest=$({ cat webclient/package-lock.json; node --version; } | sha256sum | cut -c1-64)
  if [ "$(cat webclient/node_modules/.installed 2>/dev/null)" != "$digest" ]; then
    echo "Installing the web client's packages (each is compared with its pinned hash)"
    (cd webclient && npm ci --no-audit --no-fund --loglevel=error)
    echo "$digest" >webclient/node_modules/.installed
  fi
}

fresh() {
  [ -f "$assets/index.html" ] || return 1
  [ -z "$(find webclient -name node_modules -prune -o -type f ! -name '*.tsbuildinfo' \
    -newer "$assets/index.html" -print -quit)" ]
}

if [ "${1:-}" = npm ]; then
  find_node
  install_packages
  cd webclient
  exec "$@"
fi
if fresh; then exit 0; fi
find_node
install_packages
echo "Building the web client"
(cd webclient && npm run --silent build)
