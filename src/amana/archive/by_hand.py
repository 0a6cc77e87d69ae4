"""Facts that people write: their spans tested against the text, their places against the original.

Pure. What a person writes are the members of a fact as JSON. Offsets count code points, as
everywhere; byte offsets may be left out. Whatever does not fit is refused with a sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, get_args

import msgspec

from amana.core import UsageError, canonical, prepared, sha256_hex
from amana.records import (
    VALUES,
    Article,
    Noticed,
    Observed,
    PageRects,
    Reading,
    Span,
    TimeRange,
)
from amana.text import Offsets

Members = dict[str, Any]
"""Members of a fact as JSON."""

COMMON = frozenset({"id", "original", "reading", "article", "recipe", "kind"})
"""Members that are never said by hand: they follow from where and how a fact was made."""

HandMade = Observed | Noticed
"""What people can add: whatever a step can observe, and what they notice themselves."""

FIELDS: dict[str, tuple[str, ...]] = {
    str(each.__struct_config__.tag): tuple(
        name for name in each.__struct_fields__ if name not in COMMON
    )
    for each in get_args(HandMade)
}
"""What can be said of each kind of fact."""

_LINKS = ("nested_in", "part_of")
_MOST = 100


class Ground:
    """What a fact stands on: one reading with its articles, and the facts that it may refer to."""

    def __init__(
        self, reading: Reading, articles: Sequence[Article], known: Collection[str]
    ) -> None:
        self.reading = reading
        self._articles = articles
        self._known = known
        self._offsets = Offsets(reading.text)

    def fact(self, members: Mapping[str, Any], author: str) -> Observed:
        """Return the fact that a person wrote, with its id and where it stands.

        Raises:
            UsageError: it is none: a quote is not what the text has there, a member is missing or
                unknown, a value is none of its list, or a fact is referred to that is not here.
        """
        spelled = self._spans(dict(members), depth=0)
        inner = list(_found_spans(spelled))
        if "span" not in spelled and inner:
            start = min(each["char_start"] for each in inner)
            end = max(each["char_end"] for each in inner)
            spelled["span"] = msgspec.to_builtins(self._offsets.span(start, end))
        made = typed(spelled)
        if isinstance(made, Noticed):
            raise UsageError("this stands on a place of the original, and not on its text")
        for name in _LINKS:
            link = getattr(made, name, None)
            if link is not None and link not in self._known:
                raise UsageError(f"{name} names no fact of this item: {link}")
        article = self._article(made.span)
        sealed = msgspec.structs.replace(
            made,
            original=self.reading.original,
            reading=self.reading.key,
            article=article and article.article,
        )
        return msgspec.structs.replace(sealed, id=identity(sealed, author))

    def _spans(self, value: Any, depth: int) -> Any:  # noqa: ANN401 - JSON goes in and out
        """Return JSON with whole spans in place of those that people wrote."""
        if depth > _MOST:
            raise UsageError("this is nested too deeply")
        if isinstance(value, Mapping):
            if "char_start" in value or "char_end" in value:
                return msgspec.to_builtins(self.span(value))
            return {name: self._spans(each, depth + 1) for name, each in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._spans(each, depth + 1) for each in value]
        return value

    def span(self, said: Mapping[str, Any]) -> Span:
        """Return a span that a person wrote, with its byte offsets.

        Raises:
            UsageError: its offsets are outside of the text, or its quote does not stand there.
        """
        start, end, quote = said.get("char_start"), said.get("char_end"), said.get("quote")
        length = len(self.reading.text)
        if not isinstance(start, int) or not isinstance(end, int) or not isinstance(quote, str):
            raise UsageError(
                "a span has char_start, char_end and quote",
                remedy="offsets count characters (code points) of the text, from 0",
            )
        if not 0 <= start < end <= length:
            raise UsageError(
                f"there are no characters {start} to {end}: the text has {length} characters",
                remedy="char_start is counted from 0, and char_end is not included",
            )
        whole = self._offsets.span(start, end)
        if whole.quote != quote:
            raise UsageError(
                f"characters {start} to {end} are “{_short(whole.quote)}”, not “{_short(quote)}”",
                remedy="offsets count characters (code points) of the reading's text, from 0",
            )
        if {**msgspec.to_builtins(whole), **said} != msgspec.to_builtins(whole):
            raise UsageError(
                f"the span of “{_short(quote)}” has other byte offsets, or a member more"
            )
        return whole

    def published(self, span: Span) -> str | None:
        """Return the day (EDTF) of the article that holds a span, as far as that tells it."""
        article = self._article(span)
        return article.published.edtf if article and article.published else None

    def _article(self, span: Span) -> Article | None:
        for each in self._articles:
            if each.span.char_start <= span.char_start and span.char_end <= each.span.char_end:
                return each
        return None


def noticed(
    members: Mapping[str, Any], original: str, author: str, pages: Sequence[tuple[int, int]]
) -> Noticed:
    """Return what a person noticed on an original, with its id.

    Args:
        members: what the person wrote.
        original: the digest of the original.
        author: who wrote it.
        pages: width and height of each page, in thousandths of a point.

    Raises:
        UsageError: it is none, or its place is not on the original.
    """
    made = typed(members)
    if not isinstance(made, Noticed):
        raise UsageError("a place of the original has what was noticed there (kind `noticed`)")
    match made.place:
        case PageRects():
            _require_on_page(made.place, pages)
        case TimeRange(start=start, end=end):
            if not 0 <= start <= end:
                raise UsageError(f"there is no time from {start} to {end} milliseconds")
    if not made.what.strip():
        raise UsageError("nothing says what was noticed", remedy="say it in `what`")
    sealed = msgspec.structs.replace(made, original=original)
    return msgspec.structs.replace(sealed, id=identity(sealed, author))


def typed(members: Mapping[str, Any]) -> HandMade:
    """Return members of a fact as the fact that they are.

    Raises:
        UsageError: they are none, or say what is never said by hand.
    """
    forbidden = sorted(COMMON - {"kind"} & members.keys())
    if forbidden:
        raise UsageError(
            f"{', '.join(forbidden)} cannot be said by hand",
            remedy="they follow from the item, its reading and who decides",
        )
    try:
        made: HandMade = msgspec.convert(members, prepared(HandMade))
    except msgspec.ValidationError as error:
        raise UsageError(
            f"this is no fact: {error}", remedy="docs/reference/decisions.md"
        ) from None
    _require_values(str(members.get("kind")), msgspec.to_builtins(made))
    return made


def corrected(fact: Mapping[str, Any], fields: Mapping[str, Any]) -> Members:
    """Return the members of a fact, without those that are never said, with other `fields`.

    Raises:
        UsageError: there is nothing to correct, or the fact has no such field.
    """
    kind = str(fact.get("kind"))
    if kind not in FIELDS:
        raise UsageError(
            f"a fact of the kind {kind} cannot be corrected", remedy="it can be marked as wrong"
        )
    own = {name: fact.get(name) for name in FIELDS[kind]}
    unknown = sorted(fields.keys() - own.keys())
    if unknown:
        raise UsageError(
            f"a {kind} has no field {', '.join(unknown)} that can be corrected",
            remedy=f"its fields are {', '.join(sorted(own))}",
        )
    changed = {name: value for name, value in fields.items() if own[name] != value}
    if not changed:
        raise UsageError(
            "these fields are so already", remedy="to agree with a fact, mark it as right"
        )
    cut = any("char_start" in each for each in _dictionaries(list(changed.values())))
    if cut and "span" not in changed and "span" in own and len(own) > 1:
        inner = [name for name in own if name != "span" and _dictionaries([own[name]])]
        if inner:
            own.pop("span")  # the smallest run that holds all of it, which may be another one now
    return {**own, **changed, "kind": kind}


def identity(fact: HandMade, author: str) -> str:
    """Return the id of a fact made by hand: the hash of who says what of which original."""
    said = msgspec.json.encode(msgspec.structs.replace(fact, id=""))
    return sha256_hex(canonical(["by hand", author, sha256_hex(said)]))


def _require_on_page(place: PageRects, pages: Sequence[tuple[int, int]]) -> None:
    if not 1 <= place.page <= len(pages):
        raise UsageError(f"there is no page {place.page}: the original has {len(pages)}")
    width, height = pages[place.page - 1]
    for left, top, right, bottom in place.rects:
        if not (0 <= left < right <= width and 0 <= top < bottom <= height):
            raise UsageError(
                f"a rectangle is not on page {place.page}, which is {width} by {height}",
                remedy="[left, top, right, bottom] in thousandths of a point, from the top left",
            )
    if not place.rects:
        raise UsageError("no rectangle says where on the page it is")


def _require_values(kind: str, members: Members) -> None:
    for name, values in VALUES.get(kind, {}).items():
        said = members.get(name)
        if said is not None and said not in values:
            raise UsageError(f"{name} is one of {', '.join(values)}, not “{_short(str(said))}”")


def _found_spans(value: Any) -> Iterator[Members]:  # noqa: ANN401 - JSON goes in
    return (each for each in _dictionaries([value]) if "char_start" in each)


def _dictionaries(values: Sequence[Any]) -> list[Members]:
    """Return every object inside of JSON values."""
    found: list[Members] = []
    waiting = list(values)
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            found.append(value)
            waiting += value.values()
        elif isinstance(value, (list, tuple)):
            waiting += value
    return found


def _short(text: str) -> str:
    return text if len(text) <= _MOST else text[:_MOST] + "…"
