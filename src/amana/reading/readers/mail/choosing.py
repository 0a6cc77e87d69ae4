"""Which parts of a mail are its text, and which are things inside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from amana.reading.readers.mail.parts import Part

PLAIN, PAGE = "text/plain", "text/html"

IsStub = Callable[[Part, Part], bool]
"""Tells whether a plain text stands in for a page that says much more."""


class Chosen(NamedTuple):
    """Places of the parts that are the text, in order, and of those that are encrypted."""

    bodies: tuple[int, ...]
    encrypted: tuple[int, ...]


def kind_of(part: Part) -> str:
    """Return the kind of a part that is not cut: without a valid one it is plain text.

    (RFC 2045 section 5.2; a multipart in which no boundary was found is text, too.)
    """
    if part.kind == "application/xhtml+xml":
        return PAGE
    return PLAIN if not part.kind or part.kind.startswith("multipart/") else part.kind


def file_name(part: Part) -> tuple[bytes, bytes]:
    """Return the file name of a part, as it is spelled, and the encoding that it declares."""
    for parameters, key in ((part.disposition.parameters, "filename"), (part.parameters, "name")):
        if parameters.get(key):
            return parameters[key], parameters.get(key + "*", b"")
    return b"", b""


def is_text(part: Part, *, alone: bool) -> bool:
    """Tell whether a part is text of the mail: plain or a page, and not a file.

    What is `alone`, the whole message, is its text whatever it is called, and so is any other kind
    of text.
    """
    kind = kind_of(part)
    if alone:
        return kind.startswith("text/") and part.disposition.word != "attachment"
    attached = part.disposition.word == "attachment" or bool(file_name(part)[0])
    return kind in {PLAIN, PAGE} and not attached


def choose(parts: Sequence[Part], is_stub: IsStub) -> Chosen:
    """Choose the text of a mail.

    Rules:

    1. Of alternatives (RFC 2046 section 5.1.4) one: the plain text, unless there is none, it is
       empty or it is a stub; then the last page.
    2. Of related parts (RFC 2387) the root; of signed ones (RFC 1847) the first.
    3. Of anything else all text that is not a file.
    4. What is encrypted (RFC 1847 section 2.2) has no text.
    """
    bodies, encrypted = list[int](), list[int]()
    waiting = [0]
    while waiting:
        place = waiting.pop()
        part = parts[place]
        if not part.is_multipart:
            if is_text(part, alone=place == 0):
                bodies.append(place)
        elif part.kind == "multipart/encrypted":
            encrypted.append(place)
        elif part.kind == "multipart/alternative":
            waiting += _alternative(parts, part, is_stub)
        elif part.kind == "multipart/related":
            waiting.append(root_of(parts, part))
        elif part.kind == "multipart/signed":
            waiting.append(part.children[0])
        else:
            waiting += reversed(part.children)
    return Chosen(tuple(bodies), tuple(encrypted))


def root_of(parts: Sequence[Part], part: Part) -> int:
    """Return the root of related parts: the one that `start` names, else the first."""
    start = part.parameters.get("start", b"").strip(b"<> ")
    if start:
        for place in part.children:
            if parts[place].content_id == start:
                return place
    return part.children[0]


def _alternative(parts: Sequence[Part], part: Part, is_stub: IsStub) -> list[int]:
    plain: tuple[int, Part] | None = None
    page: tuple[int, Part] | None = None
    other: int | None = None
    for child in part.children:
        kinds = {kind_of(leaf): leaf for leaf in reversed(_texts(parts, child))}
        if PAGE in kinds:
            page = child, kinds[PAGE]
        elif PLAIN in kinds and plain is None:
            plain = child, kinds[PLAIN]
        elif parts[child].is_multipart:
            other = child
    if plain is not None and (page is None or not is_stub(plain[1], page[1])):
        return [plain[0]]
    if page is not None:
        return [page[0]]
    return [] if other is None else [other]


def _texts(parts: Sequence[Part], place: int) -> list[Part]:
    """Return the texts in a part, in order."""
    found, waiting = list[Part](), [place]
    while waiting:
        part = parts[waiting.pop()]
        if part.is_multipart:
            waiting += reversed(part.children)
        elif is_text(part, alone=False):
            found.append(part)
    return found
