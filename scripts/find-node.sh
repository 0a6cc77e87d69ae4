# Sourced by scripts that need Node: puts one that is recent enough on the PATH.
#
# Node 20.19+ or 22.12+ with npm 11+ is used where the machine has it. Otherwise Node comes from the
# hashed package in requirements-node.lock, in an environment of its own.

node_fits() {
  command -v node >/dev/null && command -v npm >/dev/null || return 1
  node -e 'const [a, b] = process.versions.node.split(".").map(Number);
    process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)' || return 1
  [ "$(npm --version | cut -d. -f1)" -ge 11 ]
}

find_node() {
  if node_fits; then return; fi
  local digest
  digest=$(sha256sum requirements-node.lock | cut -c1-64)
  if [ "$(cat .venv-node/.installed 2>/dev/null)" != "$digest $PWD" ]; then
    echo "No Node 20.19+ with npm 11+ here: taking the pinned one into .venv-node"
    rm -rf .venv-node
    .venv/bin/python -m venv --without-pip .venv-node
    .venv/bin/python -m pip --python .venv-node/bin/python --disable-pip-version-check --quiet install \
      --require-hashes -r requirements-node.lock
    echo "$digest $PWD" >.venv-node/.installed
  fi
  PATH=$PWD/.venv-node/bin:$PATH
}
