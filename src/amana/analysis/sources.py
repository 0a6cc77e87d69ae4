"""Which program texts decide what a step observes: their digest stands in its recipe.

A version that somebody has to raise by hand is forgotten one day, and then two different rules give
facts under one recipe. So the recipe has the digest of the step's own modules and of those that
they import, as far as these belong to analysis or to what it shares of `text`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

_ROOMS = ("amana.analysis", "amana.text")


@cache
def digest_of_code(module: str) -> str:
    """Return the digest of a module and of everything in these rooms that it needs."""
    digest = sha256()
    for name in sorted(needed_by(module)):
        path = _path(name)
        if path is not None:
            digest.update(name.encode() + b"\0" + sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def needed_by(module: str) -> set[str]:
    """Return a module and all that it imports, directly or not, inside of these rooms."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name not in found and name not in _ROOMS[:1] and _path(name) is not None:
            found.add(name)
            waiting += _imported(name)
    return found


@cache
def _imported(name: str) -> tuple[str, ...]:
    path = _path(name)
    tree = ast.parse(path.read_bytes()) if path else ast.Module(body=[], type_ignores=[])
    return tuple(dict.fromkeys(each for node in ast.walk(tree) for each in _names(node)))


def _names(node: ast.AST) -> Iterator[str]:
    """Yield what a statement may import of these rooms; `from a import b` may mean module a.b."""
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_ROOMS):
        yield str(node.module)
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name.startswith(_ROOMS))


@cache
def _path(name: str) -> Path | None:
    """Return the file of a module, None where there is no such module."""
    try:
        spec = find_spec(name)
    except ModuleNotFoundError:  # a name inside of a module
        return None
    return Path(spec.origin) if spec and spec.origin else None
