"""Which items are alike: copies, reprints of one story, the same picture in another size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from amana.access import Deed
from amana.archive.looking import Looking
from amana.archive.parts import Parts
from amana.catalogue import ItemRow, LikenessRow
from amana.core import IntegrityError, NotFound, prepared
from amana.reading.likeness import (
    DISTANCE,
    Groups,
    Kinship,
    distance,
    kinship,
    shingles,
    text_of,
)
from amana.records import Article, LikenessMethod, Reading

_CANDIDATES = 1000
"""So many texts at most are compared with one: the likeliest."""

_HINT = 50
"""So many for a hint at how many there are."""

_FIRSTS = 8
"""With so many different texts of a band each further one is compared: boilerplate costs little."""

_TEXTS = 2000
"""So many texts are kept in memory while groups are made."""


class Alike(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Another item that is like one: which article of it is like which article of that one.

    Of texts, `jaccard` and `contained` are shares of common runs of three words (`Kinship`), and
    `one_origin` says that one is a reprint of the other or both of a third. Of pictures, `distance`
    is the number of 256 bits of their hashes that differ.
    """

    ref: str
    method: LikenessMethod
    article: int | None = None
    of_article: int | None = None
    jaccard: float | None = None
    contained: float | None = None
    one_origin: bool = False
    distance: int | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None


class Likes(msgspec.Struct, frozen=True, kw_only=True):
    """What is like an item, likest first. `compared` is false when nothing of it can be compared.

    `not_compared` restricted items were left out, for want of a purpose.
    """

    ref: str
    alike: tuple[Alike, ...]
    compared: bool
    not_compared: int = 0


class Copy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One member of an origin: an article of an item, or its whole text."""

    ref: str
    article: int | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    acquired_at: str


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Texts that are one story, printed several times: the one published first stands first.

    As corroboration they count once. Which of them was the first is told only by their own dates.
    """

    copies: tuple[Copy, ...]


class Kinships:
    """Likeness in one archive. Restricted items are compared only with a stated purpose."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def of(self, ref: str, *, purpose: str | None = None) -> Likes:
        """Return what is like an item: copies and reprints of its texts, copies of its picture."""
        return self._comparing(purpose).of(ref)

    def origins(self, *, purpose: str | None = None) -> Iterator[Origin]:
        """Yield texts that are one story, printed several times; as sources they count once."""
        return self._comparing(purpose).origins()

    def _comparing(self, purpose: str | None) -> _Comparing:
        looking = Looking(self._parts, purpose)
        today = self._parts.clock.now().date()
        hidden = 0 if purpose else sum(self._parts.current().restricted(today).values())
        return _Comparing(self._parts, looking, hidden)


def others_like(parts: Parts, row: ItemRow) -> tuple[str, ...]:
    """Return other items that are like one, the likeliest, whoever may see them."""
    return _Comparing(parts, Looking(parts, None), 0, most=_HINT).others(row)


def origins_of(parts: Parts, rows: Iterable[ItemRow]) -> dict[str, str]:
    """Return, by reference, from which origin the text of each item comes; whoever may see them.

    An origin is named by the first of these items that have it; without a text, there is none.
    """
    return _Comparing(parts, Looking(parts, None), 0).origins_of(rows)


class _Comparing:
    """One answer; `looking` judges what may be seen, `hidden` items are not."""

    def __init__(
        self, parts: Parts, looking: Looking, hidden: int, *, most: int = _CANDIDATES
    ) -> None:
        self._parts = parts
        self._looking = looking
        self._hidden = hidden
        self._most = most
        self._rows = parts.current().likenesses()
        self._shingles = lru_cache(maxsize=_TEXTS)(self._read_shingles)

    def others(self, row: ItemRow) -> tuple[str, ...]:
        """See `others_like`."""
        own = self._rows.of(row.reading) if row.reading else []
        found = {other.reading for mine in own for other, _ in self._pairs(mine)}
        refs = {ref for refs in self._rows.items(found).values() for ref in refs}
        return tuple(sorted(refs - {row.ref}))

    def origins_of(self, rows: Iterable[ItemRow]) -> dict[str, str]:
        """See `origins_of`."""
        groups: Groups[str] = Groups()
        readings = {row.ref: row.reading for row in rows if row.reading}
        for reading in dict.fromkeys(readings.values()):
            groups.add(reading)
            texts = (t for t in self._rows.of(reading) if t.method is not LikenessMethod.PDQ)
            for other, pair in (found for text in texts for found in self._pairs(text)):
                if pair.one_origin:
                    groups.join(reading, other.reading)
        firsts: dict[str, str] = {}
        return {
            ref: firsts.setdefault(groups.leader(reading), ref)
            for ref, reading in sorted(readings.items())
        }

    def of(self, ref: str) -> Likes:
        """See `Kinships.of`."""
        row = self._looking.content(ref, Deed.READ, "likeness")
        own = self._rows.of(row.reading) if row.reading else []
        found = [pair for mine in own for pair in self._pairs(mine)]
        readings = self._rows.items({other.reading for other, _ in found})
        named = self._named({ref for refs in readings.values() for ref in refs} - {row.ref})
        alike = [
            self._told(named[ref], other, pair)
            for other, pair in found
            for ref in readings.get(other.reading, [])
            if ref in named and not _one_in_the_other(ref, row.ref)
        ]
        return Likes(
            ref=row.ref,
            alike=tuple(sorted(alike, key=_likest)),
            compared=bool(own),
            not_compared=self._hidden,
        )

    def origins(self) -> Iterator[Origin]:
        """See `Kinships.origins`."""
        texts = {text.mark: text for text in self._rows.texts()}
        readings = self._rows.items({text.reading for text in texts.values()})
        named = self._named({ref for refs in readings.values() for ref in refs})
        seen = {
            mark: text
            for mark, text in texts.items()
            if any(ref in named for ref in readings.get(text.reading, []))
        }
        groups = self._grouped(seen)
        for group in groups.of(sorted(seen, key=lambda mark: (seen[mark].reading, mark))):
            copies = _apart(
                self._copy(named[ref], seen[mark])
                for mark in group
                for ref in readings[seen[mark].reading]
                if ref in named
            )
            if len(copies) > 1:
                yield Origin(copies=tuple(sorted(copies, key=_first)))

    def _pairs(self, mine: LikenessRow) -> list[tuple[LikenessRow, Alike]]:
        """Return what is like one text or picture, measured; whose it is stands beside it."""
        if mine.method is LikenessMethod.PDQ:
            return self._pairs_of_picture(mine)
        own, found = self._shingles(mine.reading, mine.article), []
        for other in self._rows.near(mine.mark, self._most):
            if other.reading == mine.reading:
                continue
            measured = kinship(own, self._shingles(other.reading, other.article))
            if measured.alike:
                found.append((other, _of_texts(mine, other, measured)))
        return found

    def _pairs_of_picture(self, mine: LikenessRow) -> list[tuple[LikenessRow, Alike]]:
        found, own = [], mine.hash or ""
        for other in self._rows.pictures():
            if other.reading == mine.reading:
                continue
            apart = distance(own, other.hash or "")
            if apart <= DISTANCE:
                told = Alike(ref="", method=LikenessMethod.PDQ, distance=apart)
                found.append((other, told))
        return found

    def _grouped(self, seen: dict[int, LikenessRow]) -> Groups[int]:
        """Join what shares a band and has one origin; chance meetings are measured away."""
        groups: Groups[int] = Groups()
        for mark in seen:
            groups.add(mark)
        for bucket in self._rows.buckets():
            firsts: list[int] = []
            for mark in (mark for mark in bucket if mark in seen):
                if not any(self._joined(groups, seen[first], seen[mark]) for first in firsts):
                    firsts += [mark] if len(firsts) < _FIRSTS else []
        return groups

    def _joined(self, groups: Groups[int], one: LikenessRow, other: LikenessRow) -> bool:
        """Join two texts that have one origin; tell whether they are together now."""
        if groups.together(one.mark, other.mark):
            return True
        own = self._shingles(one.reading, one.article)
        if kinship(own, self._shingles(other.reading, other.article)).one_origin:
            groups.join(one.mark, other.mark)
            return True
        return False

    def _read_shingles(self, reading: str, article: int | None) -> frozenset[str]:
        """Return what of a text is compared; nothing, where the text is damaged or missing."""
        stored = self._parts.catalogue.reading(reading)
        if stored is None:
            return frozenset()
        try:
            read = msgspec.json.decode(
                self._parts.derivative(stored.derivative), type=prepared(Reading)
            )
        except (NotFound, IntegrityError):
            return frozenset()
        return shingles(text_of(read, self._article(reading, article)))

    def _article(self, reading: str, article: int | None) -> Article | None:
        if article is None:
            return None
        facts = self._parts.catalogue.facts(reading, "article")
        return msgspec.json.decode(facts[article].line, type=prepared(Article))

    def _named(self, refs: Iterable[str]) -> dict[str, ItemRow]:
        """Return those of these items that may be seen, and enter the look where it must be."""
        refs = set(refs)
        visible = self._looking.visible(refs, "likeness") if refs else set()
        return self._parts.catalogue.some_items(visible)

    def _told(self, row: ItemRow, other: LikenessRow, pair: Alike) -> Alike:
        article = self._article(other.reading, other.article)
        return msgspec.structs.replace(
            pair,
            ref=row.ref,
            title=_title(row, article),
            published=_published(article),
            source=row.source,
        )

    def _copy(self, row: ItemRow, text: LikenessRow) -> Copy:
        article = self._article(text.reading, text.article)
        return Copy(
            ref=row.ref,
            article=text.article,
            title=_title(row, article),
            published=_published(article),
            source=row.source,
            acquired_at=row.acquired_at,
        )


def _apart(copies: Iterable[Copy]) -> list[Copy]:
    """Return copies without what is inside of another: a mail's second wording is no reprint."""
    found: list[Copy] = []
    for copy in sorted(copies, key=lambda copy: copy.ref):
        if not any(_one_in_the_other(copy.ref, other.ref) for other in found):
            found.append(copy)
    return found


def _one_in_the_other(one: str, other: str) -> bool:
    """Tell whether one of two different items is inside of the other."""
    shorter, longer = sorted((f"{one}.", f"{other}."), key=len)
    return one != other and longer.startswith(shorter)


def _of_texts(mine: LikenessRow, other: LikenessRow, measured: Kinship) -> Alike:
    return Alike(
        ref="",
        method=LikenessMethod.MINHASH,
        article=other.article,
        of_article=mine.article,
        jaccard=round(measured.jaccard, 4),
        contained=round(measured.contained, 4),
        one_origin=measured.one_origin,
    )


def _title(row: ItemRow, article: Article | None) -> str | None:
    return article.title.quote if article and article.title else row.name


def _published(article: Article | None) -> str | None:
    return article.published.edtf if article and article.published else None


def _likest(alike: Alike) -> tuple[float, str, int]:
    nearness = -(alike.jaccard or 0.0) if alike.distance is None else float(alike.distance)
    return nearness, alike.ref, alike.article or 0


def _first(copy: Copy) -> tuple[bool, str, str, str]:
    """Order copies: those that are dated by their date, then those that came first."""
    return copy.published is None, copy.published or "", copy.acquired_at, copy.ref
