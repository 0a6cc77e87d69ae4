"""Character references (HTML standard, section 13.2.5.72): `&amp;`, `&#1587;`, `&copy 2020`."""

from __future__ import annotations

import re
from html.entities import html5

_LONGEST = max(len(name) for name in html5)
_SHORTEST_BARE = 2
_LAST = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
_C1 = {
    0x80 + i: ord(letter)
    for i, letter in enumerate(bytes(range(0x80, 0xA0)).decode("cp1252", "replace"))
    if letter != "\ufffd"
}
"""Numbers that mean the characters of windows-1252 (section 13.2.5.80)."""

REFERENCE = r"&(?:#[0-9]+;?|#[xX][0-9A-Fa-f]+;?|[A-Za-z][A-Za-z0-9]*;?)"
_REFERENCE = re.compile(REFERENCE)
_IN_ATTRIBUTE = re.compile(REFERENCE + r"=?")


def resolve(reference: str) -> tuple[str, int]:
    """Return the characters of a reference and how much of it they stand for, from its `&` on.

    Nothing is found: `("&", 1)`; the rest is text.
    """
    if reference.startswith("&#"):
        return _numbered(reference), len(reference)
    name = reference[1 : _LONGEST + 1]
    if name in html5:
        return html5[name], len(name) + 1
    for end in range(len(name) - 1, _SHORTEST_BARE - 1, -1):  # the longest name without a semicolon
        if name[:end] in html5:
            return html5[name[:end]], end + 1
    return "&", 1


def _numbered(reference: str) -> str:
    digits = reference[2:].rstrip(";")
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits[:20])
    if number == 0 or number > _LAST or number in _SURROGATES:
        return "\ufffd"
    return chr(_C1.get(number, number))


def plain(text: str, *, attribute: bool = False) -> str:
    """Return `text` with its character references resolved.

    In an attribute, a name without semicolon before `=` or a letter is no reference (13.2.5.73).
    """
    if "&" not in text:
        return text
    return (_IN_ATTRIBUTE if attribute else _REFERENCE).sub(
        _in_attribute if attribute else _in_text, text
    )


def _in_text(match: re.Match[str]) -> str:
    found = match.group()
    characters, length = resolve(found)
    return characters + found[length:]


def _in_attribute(match: re.Match[str]) -> str:
    found = match.group()
    characters, length = resolve(found.removesuffix("="))
    if length < len(found) and found[length - 1] != ";" and not found.startswith("&#"):
        return found
    return characters + found[length:]
