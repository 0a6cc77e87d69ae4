"""What was read: texts, facts, and where their passages stand, of items that may be seen."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from amana.access import Deed
from amana.archive.decided import with_decisions
from amana.archive.facts import KINDS, current_facts
from amana.archive.looking import Looking
from amana.archive.parts import Parts
from amana.archive.views import Anchor
from amana.catalogue import ItemRow
from amana.core import IntegrityError, NotFound, UnreadableError, UsageError, prepared
from amana.reading import locate
from amana.records import Article, Reading, State


class Texts:
    """Readings of one archive for one actor; `looking` judges what may be seen."""

    def __init__(self, parts: Parts, looking: Looking) -> None:
        self._parts = parts
        self._looking = looking

    def reading(self, ref: str, key: str | None = None) -> Reading:
        """Return a reading of an item: the current one, or that of `key`.

        Raises:
            UnreadableError: it was not read, or not yet.
            NotFound: it has no reading of this key.
            IntegrityError: the reading is damaged.
        """
        return self.reading_of(self._looking.content(ref, Deed.READ, "text"), key)

    def reading_of(self, row: ItemRow, key: str | None) -> Reading:
        """Return a reading of an item that was judged before, as `reading` does."""
        wanted = key or row.reading
        stored = self._parts.catalogue.reading(wanted) if wanted else None
        if stored is not None and stored.original == row.sha256:
            return msgspec.json.decode(
                self._parts.derivative(stored.derivative), type=prepared(Reading)
            )
        if key is not None and key != row.reading:
            raise NotFound(f"{row.ref} has no reading {key}", remedy="`amana show` lists them")
        if wanted is not None:
            raise IntegrityError(
                f"the reading of {row.ref} is damaged or missing",
                remedy="run `amana check`; it names the place",
            )
        raise UnreadableError(
            f"{row.ref} has no text: {row.reason or row.state.value}",
            remedy="`amana work` reads what waits"
            if row.state is State.PRESERVED
            else "the original is preserved: `amana show` tells more",
        )

    def anchor(self, ref: str, char_start: int, char_end: int, key: str | None = None) -> Anchor:
        """Return where a passage of a reading stands in the original.

        Raises:
            UsageError: the offsets are outside of the text.
        """
        reading = self.reading(ref, key)
        if not 0 <= char_start <= char_end <= len(reading.text):
            raise UsageError(f"the text has {len(reading.text)} characters")
        return Anchor(
            original=reading.original,
            reading=reading.key,
            char_start=char_start,
            char_end=char_end,
            locators=locate(reading, char_start, char_end),
            quote=reading.text[char_start:char_end],
        )

    def facts(self, ref: str | None = None, kind: str | None = None) -> Iterator[bytes]:
        """Yield facts as canonical JSON lines with their item; hidden items are left out.

        Raises:
            UsageError: there is no such kind.
            IntegrityError: facts are damaged or missing.
        """
        if kind is not None and kind not in KINDS:
            raise UsageError(
                f"there are no facts of the kind “{kind}”",
                remedy=f"the kinds are {', '.join(KINDS)}",
            )
        catalogue = self._parts.current()
        if ref is not None:
            rows = [self._looking.content(ref, Deed.READ, "facts")]
        else:
            decided = catalogue.decisions().items()
            every = [row for row in catalogue.queue().rows(()) if row.reading or row.ref in decided]
            rows, looked = self._looking.sift(Deed.READ, every)
            if looked:
                self._looking.enter(Deed.READ, "facts", looked)
        for row in rows:
            yield from self.facts_of(row, kind)

    def facts_of(self, row: ItemRow, kind: str | None = None) -> Iterator[bytes]:
        """Yield the facts of an item that was judged before, with what was decided about them."""
        found = current_facts(self._parts, row, kind)
        decisions = self._parts.catalogue.decisions().on([row.ref])
        return with_decisions(row.ref, found, decisions, kind)

    def articles(self, reading: Reading) -> tuple[Article, ...]:
        """Return the articles of a reading that somebody holds, and so was allowed to see.

        Raises:
            NotFound: it is no reading of this archive.
        """
        stored = self._parts.current().reading(reading.key)
        held = stored and msgspec.json.decode(
            self._parts.derivative(stored.derivative), type=prepared(Reading)
        )
        if held != reading:
            raise NotFound("this is no reading of this archive")
        facts = self._parts.catalogue.facts(reading.key, "article")
        return tuple(msgspec.json.decode(fact.line, type=prepared(Article)) for fact in facts)
