"""Conformance declarations: `0=ocfl_object_1.1`, `0=ocfl_1.1` (OCFL 1.1 sections 3.2 and 4.2).

The NAMASTE file's name says what a folder is and by which version of the specification; its text
says the same again.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from amana.sharing.ocfl.codes import SPECS
from amana.sharing.ocfl.findings import Findings
from amana.sharing.ocfl.tree import Kind, Place, Tree

_TAGGED = re.compile(r"([0-9]+)=(.*)\Z", re.DOTALL)
_LONGEST = 64


class DeclarationCodes(NamedTuple):
    """Under which codes the rules stand for one kind of declaration."""

    none: str
    several: str
    tag: str
    value: str
    version: str
    text: str


class Declared(NamedTuple):
    """What a folder declares: the newest version that is known, and which files say so."""

    spec: str | None
    files: frozenset[str]


def declared(
    tree: Tree, places: list[Place], prefix: str, findings: Findings, codes: DeclarationCodes
) -> Declared:
    """Return what the folder with `places` declares; tell what is wrong with its declarations."""
    tagged = [
        (name, match[1], match[2])
        for name, kind in places
        if kind is Kind.PLAIN and (match := _TAGGED.match(name))
    ]
    specs = []
    for name, tag, value in tagged:
        spec = value.removeprefix(prefix)
        if tag != "0":
            findings.tell(codes.tag, name, "a declaration begins with `0=`")
        elif not value.startswith(prefix):
            findings.tell(codes.value, name, f"a declaration here begins with `0={prefix}`")
        elif spec not in SPECS:
            findings.tell(codes.version, name, f"{spec!r} is no version that is known")
        else:
            specs.append(spec)
            _text(tree, name, value, findings, codes)
    if not specs:
        findings.tell(codes.none, "", "there is no declaration that is known")
    if len(tagged) > 1:
        findings.tell(codes.several, "", f"there are {len(tagged)} declarations")
    return Declared(max(specs, default=None), frozenset(name for name, _, _ in tagged))


def _text(tree: Tree, name: str, value: str, findings: Findings, codes: DeclarationCodes) -> None:
    try:
        with tree.open(name) as opened:
            text = opened.stream.read(_LONGEST)
    except OSError as error:
        findings.tell("A002", name, f"it cannot be read: {error.strerror}")
        return
    if text != f"{value}\n".encode():
        findings.tell(codes.text, name, f"its text is not {value!r} and a line feed")
