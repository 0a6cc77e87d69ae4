#!/usr/bin/env bash
# Make .venv-peers: programs of others that bundles of captures are held against in tests.
#
# They bring packages under the AGPL along, so they stand apart from the environment of amana, are
# run as programs, and are imported by nothing:
#   py-wacz              validates WACZ archives            requirements-peers.lock
#   replaywebpage        shows them in a browser            the package of npm, unpacked, not installed
#
# A stamp holds the digest of everything that decides the result, so a second run does nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
replay=replaywebpage-2.5.3
sha512=nCj2PSON3BxeSJKE8AsYPyULv0XPZKJWfy4l9PyQre9SqwLZ+WKZVs/sfLqPOQ4GrH+0YkjbwOhr8cSTH08gsQ==

stamp=$({ echo "$PWD"; cat requirements-peers.lock scripts/setup-peers.sh; } | sha256sum | cut -c1-64)
[ "$(cat .venv-peers/.installed 2>/dev/null)" != "$stamp" ] || exit 0

echo "Installing the peers of requirements-peers.lock (each is compared with its pinned hash)"
rm -rf .venv-peers
.venv/bin/python -m venv --without-pip .venv-peers
.venv/bin/python -m pip --python .venv-peers/bin/python --disable-pip-version-check --quiet install \
  --require-hashes -r requirements-peers.lock

. scripts/find-node.sh
find_node
echo "Taking $replay (its bytes are compared with the pinned digest)"
(cd .venv-peers && npm pack --silent "${replay%-*}@${replay##*-}" >/dev/null)
found=$(openssl dgst -sha512 -binary ".venv-peers/$replay.tgz" | base64 -w0)
[ "$found" = "$sha512" ] || { echo "$replay.tgz has the SHA-512 $found, not $sha512" >&2; exit 1; }
mkdir .venv-peers/replay
tar -xzf ".venv-peers/$replay.tgz" -C .venv-peers/replay --strip-components=1 package/ui.js package/sw.js package/LICENSE
rm ".venv-peers/$replay.tgz"
echo "$stamp" >.venv-peers/.installed
