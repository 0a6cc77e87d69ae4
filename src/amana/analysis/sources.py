"""Which program texts decide what a step observes: their digest stands in its recipe.

A version that somebody has to raise by hand is forgotten one day, and then two different rules give
facts under one recipe. So a recipe has the digest of the modules of the step's own room, of those
from which it takes words, and of what all steps share. What it uses of the steps that it needs is
in their recipes, which its own one names.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

SHARED = ("amana.analysis", "amana.text")
"""Rooms whose modules every step may use. Rooms inside of them are not meant."""


@cache
def digest_of_code(rooms: tuple[str, ...]) -> str:
    """Return the digest of the program texts of rooms, and of what all steps share."""
    digest = sha256()
    for room in sorted({*rooms, *SHARED}):
        digest.update(room.encode() + b"\0" + _digest_of(room))
    return digest.hexdigest()


@cache
def _digest_of(room: str) -> bytes:
    digest = sha256()
    spec = find_spec(room)
    if spec is not None and spec.submodule_search_locations is None:  # a room of one module
        return sha256(Path(spec.origin or "").read_bytes()).digest()
    texts = [each for each in files(room).iterdir() if each.name.endswith(".py")]
    for text in sorted(texts, key=lambda each: each.name):
        digest.update(text.name.encode() + b"\0" + sha256(text.read_bytes()).digest())
    return digest.digest()
