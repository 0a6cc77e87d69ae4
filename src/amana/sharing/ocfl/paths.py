"""Rules for paths inside inventories (OCFL 1.1 sections 3.5.2 and 3.5.3.1). Pure.

A path of an inventory is compared with names that were found, and is never opened; the rules keep
others, who extract by these paths, from writing where they should not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple


class PathCodes(NamedTuple):
    """Under which codes the rules stand for one kind of path."""

    edges: str  # it begins or ends with a slash
    elements: str  # an element is `.`, `..` or empty
    shape: str  # it is no list of path elements at all
    conflict: str  # it stands twice, or is the beginning of another one


CONTENT = PathCodes(edges="E100", elements="E099", shape="E098", conflict="E101")
LOGICAL = PathCodes(edges="E053", elements="E052", shape="E051", conflict="E095")


def faults(path: str, codes: PathCodes) -> Iterator[tuple[str, str]]:
    """Yield the code and the reason for each rule that a path breaks by itself."""
    if path.startswith("/") or path.endswith("/"):
        yield codes.edges, f"{path!r} begins or ends with a slash"
    if not {"", ".", ".."}.isdisjoint(path.strip("/").split("/")):
        yield codes.elements, f"{path!r} has an element that is empty, `.` or `..`"
    if "\0" in path:
        yield codes.shape, f"{path!r} holds a character that no path has"


def conflicts(paths: Iterable[str]) -> Iterator[str]:
    """Yield each path that is also a folder of another path."""
    # With the lowest character in place of the slash, what lies in a folder follows right after it.
    ordered = sorted(path.replace("/", "\0") for path in paths)
    for path, following in pairwise(ordered):
        if following.startswith(path + "\0"):
            yield path.replace("\0", "/")


def alike(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of different paths that differ in case or normalisation only."""
    first: dict[str, str] = {}
    for path in paths:
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
        if first.setdefault(folded, path) != path:
            yield first[folded], path
