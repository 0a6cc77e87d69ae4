"""Kinds of JSON, by the names that stand in its outermost object (RFC 8259).

The beginning is cut into tokens without building anything: a text may be nested as deep as it is
long, and it may be cut off anywhere.
"""

from __future__ import annotations

import re
from typing import NamedTuple

JSON = "application/json"
LINES = "application/jsonl"
GEO = "application/geo+json"
NOTEBOOK = "application/x-ipynb+json"
TELEGRAM = "application/x-telegram-export+json"

_TOKEN = re.compile(
    r'[ \t\r\n]*+(?:("(?:[^"\\\x00-\x1f]|\\.)*+")|([{}\[\]:,])'
    r"|(-?\d++(?:\.\d++)?+(?:[eE][+-]?\d++)?+|true|false|null))"
)
_GEO_TYPES = frozenset(
    {"FeatureCollection", "Feature", "Point", "MultiPoint", "LineString", "MultiLineString"}
    | {"Polygon", "MultiPolygon", "GeometryCollection"}
)
_GEO_MEMBERS = frozenset({"features", "geometry", "coordinates", "geometries"})
_MAX_TOKENS = 40_000
_LONGEST_PLAIN = 32
_SOME = 2  # a damaged file is told by more names than a sentence in brackets has
_PAIRS = {"{": "}", "[": "]"}


class Outline(NamedTuple):
    """What the beginning of a JSON text shows.

    `first` is the opening bracket; `members` the names in the outermost object with their values
    where these are strings; `ends` where the first value ends, None when it is cut off.
    """

    first: str
    members: dict[str, str]
    ends: int | None


def kind_of_json(text: str, ending: str, *, whole: bool) -> str | None:
    """Return the media type of text that is the beginning of JSON, or all of it; else None."""
    text = text.lstrip("\ufeff")
    shape = outline(text, whole=whole)
    if shape is None:
        return None
    if shape.ends is not None and text[shape.ends :].strip():
        rest = text[shape.ends :]
        broken = rest.lstrip(" \t\r").startswith("\n")
        following = outline(rest.lstrip(), whole=False) if broken else None
        return LINES if following is not None else None
    if ending in {"jsonl", "ndjson"} and "\n" not in text[: shape.ends].strip():
        return LINES
    if shape.first == "[":
        return JSON
    return _by_members(shape.members)


def _by_members(members: dict[str, str]) -> str:
    if members.get("type") in _GEO_TYPES and _GEO_MEMBERS & members.keys():
        return GEO
    if {"nbformat", "cells"} <= members.keys():
        return NOTEBOOK
    one = {"name", "type", "id", "messages"} <= members.keys()
    telegram = "Telegram" in members.get("about", "") or "personal_information" in members
    everything = telegram and bool({"chats", "contacts", "personal_information"} & members.keys())
    return TELEGRAM if one or everything else JSON


def outline(text: str, *, whole: bool) -> Outline | None:
    """Return the outline of JSON that begins with an object or array; None when it is none."""
    shape, at = _Shape(), 0
    for _ in range(_MAX_TOKENS):
        token = _TOKEN.match(text, at)
        if token is None:
            open_end = not whole or len(shape.members) > _SOME
            cut = open_end and shape.first and _is_cut(text[at:].lstrip())
            return Outline(shape.first, shape.members, None) if cut else None
        at = token.end()
        string, sign, _plain = token.groups()
        if not shape.take(string, sign):
            return None
        if not shape.brackets:
            return Outline(shape.first, shape.members, at)
    return Outline(shape.first, shape.members, None)


def _is_cut(rest: str) -> bool:
    """Tell whether a token may only be unfinished: a string, or a few letters of the rest."""
    return len(rest) < _LONGEST_PLAIN or (rest.startswith('"') and "\n" not in rest)


class _Shape:
    """What was seen; the last token is a sign, `k` (a name), `"` (a string) or `0` (else)."""

    def __init__(self) -> None:
        self.first = self._previous = self._name = ""
        self.brackets: list[str] = []
        self.members: dict[str, str] = {}

    def take(self, string: str | None, sign: str | None) -> bool:
        """Take the next token; return whether it may stand there."""
        if not self.first:
            if sign not in _PAIRS:
                return False
            self.first = sign
        elif not _may_follow(self._previous, string, sign, self.brackets[-1]):
            return False
        names = bool(self.brackets) and self.brackets[-1] == "{" and self._previous in {"{", ","}
        if len(self.brackets) == 1 and string is not None:
            self._member(string[1:-1])
        if sign in _PAIRS:
            self.brackets.append(sign)
        elif sign in {"}", "]"} and sign != _PAIRS[self.brackets.pop()]:
            return False
        self._previous = sign or ("0" if string is None else "k" if names else '"')
        return True

    def _member(self, string: str) -> None:
        """Take down a name of the outermost object, or the string that is its value."""
        if self._previous == ":":
            self.members[self._name] = string
        elif self.first == "{":
            self._name = string
            self.members.setdefault(string, "")


def _may_follow(previous: str, string: str | None, sign: str | None, within: str) -> bool:
    """Tell whether a token may stand after the previous one, within a bracket."""
    if sign == ":":
        return previous == "k"
    if sign == ",":
        return previous in {'"', "0", "}", "]"}
    if sign in {"}", "]"}:
        return previous not in {",", ":", "k"}
    if previous == "{" or (previous == "," and within == "{"):
        return string is not None
    return previous in {"[", ",", ":"}
