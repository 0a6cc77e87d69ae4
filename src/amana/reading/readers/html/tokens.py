"""Tokens of a page with their place in the source (HTML standard, section 13.2.5).

Comments, declarations and processing instructions are passed over. Deviations: character
references are left to whoever takes the text, and attributes are cut out but not taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache

from amana.reading.readers.html.elements import KNOWN

_SPACE = r"\t\n\f\r "
_ATTRIBUTES = (
    rf"(?:[{_SPACE}/]++"
    rf"|[^{_SPACE}/>=][^{_SPACE}/>=]*+"
    rf"(?:[{_SPACE}]*+=[{_SPACE}]*+(?:\"[^\"]*+\"|'[^']*+'|(?=>)|[^{_SPACE}>\"'][^{_SPACE}>]*+))?+"
    rf"(?![{_SPACE}]*+=))*+"
)
_TAG = re.compile(rf"<(/?)([A-Za-z][^{_SPACE}/>]*+)({_ATTRIBUTES})>")
_ATTRIBUTE = re.compile(
    rf"([^{_SPACE}/>][^{_SPACE}/>=]*+)"
    rf"(?:[{_SPACE}]*+=[{_SPACE}]*+(?:\"([^\"]*+)\"|'([^']*+)'|([^{_SPACE}>\"'][^{_SPACE}>]*+)|))?"
)
_NAME = re.compile(rf"[^{_SPACE}/>]*")
_WHITE = re.compile(rf"[{_SPACE}]*")
_ATTRIBUTE_NAME = re.compile(rf".[^{_SPACE}/>=]*", re.DOTALL)
_BARE_VALUE = re.compile(rf"[^{_SPACE}>]*")
_COMMENT_END = re.compile(r"--!?>")
_IN_SCRIPT = re.compile(rf"<!--|-->|<(/?)script(?=[{_SPACE}/>])", re.IGNORECASE)

RAW_TEXT = frozenset(
    {"iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"}
)
"""Elements whose content holds no tags (sections 13.2.5.2 to 13.2.5.5)."""


class Kind(IntEnum):
    """What a token is."""

    TEXT = 0  # with character references
    START = 1
    END = 2
    RAW = 3  # the content of a raw text element
    CDATA = 4  # text without character references


TEXT, START, END, RAW, CDATA = Kind.TEXT, Kind.START, Kind.END, Kind.RAW, Kind.CDATA

Token = tuple[Kind, int, int, str]
"""A token: what it is, where it begins and ends in the view, the lower-case name of its tag.

The place of a start tag is that of its attributes. (A plain tuple: a page has thousands.)
"""


class Tokens:
    """Iterates over the tokens of a page.

    Whoever iterates sets `foreign` while the current element is SVG or MathML: there, no element
    holds raw text, and CDATA sections exist (section 13.2.5.42). Afterwards `unclosed` is the
    number of characters that were dropped because a tag, comment or raw text has no end.
    """

    def __init__(self, view: str, start: int = 0) -> None:
        self._view = view
        self._at = start
        self.foreign = False
        self.unclosed = 0

    def __iter__(self) -> Iterator[Token]:  # noqa: C901 - the innermost loop of all
        """Yield the tokens in the order of the source."""
        view, length, at = self._view, len(self._view), self._at
        find, tag = view.find, _TAG.match
        while at < length:
            begin = find("<", at)
            if begin < 0:
                yield TEXT, at, length, ""
                return
            if begin > at:
                yield TEXT, at, begin, ""
            if view.startswith("/", begin + 1):  # an end tag as it should be: no attributes
                at = find(">", begin) + 1
                name = view[begin + 2 : at - 1]
                if at and name in KNOWN:
                    yield END, begin, at, name
                    continue
            match = tag(view, begin)
            if match is None:
                for token in self._unusual(begin):
                    yield token
                    if token[0] is START and token[3] in RAW_TEXT and not self.foreign:
                        yield self._raw_text(token[3])
                at = self._at
                continue
            at = match.end()
            closing, name = match.group(1, 2)
            name = name.lower()
            if closing:
                yield END, begin, at, name
            elif name in RAW_TEXT and not self.foreign:
                yield START, match.start(3), at - 1, name
                self._at = at
                yield self._raw_text(name)
                at = self._at
            else:
                yield START, match.start(3), at - 1, name

    def _raw_text(self, name: str) -> Token:
        start = self._at
        self._at = self._end_of_raw_text(name)
        return RAW, start, self._at, name

    def _unusual(self, at: int) -> Iterator[Token]:
        """Go on at a `<` that does not begin a tag of the usual form; leave `_at` behind it."""
        view = self._view
        following = view[at + 1 : at + 2]
        closing = following == "/"
        letter = view[at + 2 : at + 3] if closing else following
        if letter.isascii() and letter.isalpha():
            end = end_of_tag(view, at)
            if end < 0:
                self._drop(at)
                return
            self._at = end
            start = at + 1 + closing
            name_end = _end(_NAME.match(view, start), start)
            yield END if closing else START, name_end, end - 1, view[start:name_end].lower()
        elif following == "!" and self.foreign and view.startswith("[CDATA[", at + 2):
            end = view.find("]]>", at)
            self._at = end + 3 if end >= 0 else len(view)
            yield CDATA, at + 9, end if end >= 0 else len(view), ""
        elif following and following in "!?/":
            self._pass_over(at)
        else:
            self._at = at + 1
            yield TEXT, at, at + 1, ""

    def _pass_over(self, at: int) -> None:
        """Pass over a comment, a declaration, or what counts as one (section 13.2.5.41)."""
        view = self._view
        if view.startswith("<!--", at):
            if view.startswith((">", "->"), at + 4):
                self._at = view.index(">", at) + 1
                return
            match = _COMMENT_END.search(view, at + 4)
            end = match.end() if match else -1
        else:
            end = view.find(">", at) + 1 or -1
        if end < 0:
            self._drop(at)
        else:
            self._at = end

    def _end_of_raw_text(self, name: str) -> int:
        """Return where the content of a raw text element that begins here ends."""
        if name == "plaintext":
            return len(self._view)
        if name == "script":
            end = _end_of_script(self._view, self._at)
        else:
            match = _end_tag(name).search(self._view, self._at)
            end = match.start() if match else -1
        if end < 0:
            self.unclosed += len(self._view) - self._at
            return len(self._view)
        return end

    def _drop(self, at: int) -> None:
        self.unclosed += len(self._view) - at
        self._at = len(self._view)


@cache
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[{_SPACE}/>])", re.IGNORECASE)


def _end_of_script(view: str, at: int) -> int:
    """Return where a script ends, or -1 (sections 13.2.5.15 to 13.2.5.31).

    Inside `<!-- <script>` an end tag ends the inner script only.
    """
    first = _end_tag("script").search(view, at)
    if first is None or view.find("<!--", at, first.start()) < 0:
        return first.start() if first else -1
    escaped = double = False
    while match := _IN_SCRIPT.search(view, at):
        at = match.end()
        found = match.group().lower()
        if found == "<!--":
            if not escaped:
                escaped, at = True, at - 2  # its dashes may be those of `-->`
        elif found == "-->":
            escaped = double = False
        elif found == "</script":
            if not double:
                return match.start()
            double = False
        elif escaped:
            double = True
    return -1


def end_of_tag(view: str, at: int) -> int:
    """Return the end of the tag that begins at `at`, or -1 when the page ends inside of it.

    The long way, state by state (sections 13.2.5.8 and 13.2.5.32 to 13.2.5.40), for tags that are
    malformed in unusual ways.
    """
    at = _end(_NAME.match(view, at + 1 + view.startswith("/", at + 1)), at)
    while at < len(view):
        letter = view[at]
        if letter == ">":
            return at + 1
        if letter in "\t\n\f\r /":
            at += 1
            continue
        at = _end(_WHITE.match(view, _end(_ATTRIBUTE_NAME.match(view, at), at)), at)
        if not view.startswith("=", at):
            continue
        at = _end(_WHITE.match(view, at + 1), at)
        quote = view[at : at + 1]
        if quote and quote in "\"'":
            at = view.find(quote, at + 1) + 1
            if at == 0:
                return -1
        else:
            at = _end(_BARE_VALUE.match(view, at), at)
    return -1


def _end(match: re.Match[str] | None, otherwise: int) -> int:
    return match.end() if match else otherwise


def attributes_of(text: str) -> dict[str, str]:
    """Return the attributes in the inside of a tag, undecoded; of equal names the first counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), double or single or bare)
    return found
