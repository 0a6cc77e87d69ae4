"""Finding out what an original is: our own signs first, then closer looks inside workers."""

from __future__ import annotations

import msgspec
from msgspec import structs

from amana.reading.identify import HEAD, UNKNOWN, identify, settled
from amana.reading.limits import Limits
from amana.reading.opinions import Opinions, decided, disagreements, gathered, media_type_of
from amana.reading.readers.catalogue import Family
from amana.reading.readers.intake import Content, DescriptorContent
from amana.reading.readers.onlookers import LEARNED, LOOK
from amana.reading.sandbox.errand import Errand, Failure
from amana.reading.sandbox.nurseries import Nurseries
from amana.reading.wire import Budget, ReadOrder, TextAnswer

GZIP = "application/gzip"

_WITHIN_GZIP = frozenset({"application/warc", "application/x-ia-arc"})
_BUDGET = Budget(text_chars=100, runs=0, pages=0, pixels=0)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What an original is taken for: by our own signs, by whom else, and what is decided.

    `stated` is the media type that what it was found in states.
    """

    ours: str
    opinions: Opinions = ()
    kind: str
    stated: str | None = None


class Looking:
    """Identifies originals; what our own signs leave open costs a worker or two."""

    def __init__(self, nurseries: Nurseries, limits: Limits) -> None:
        self._nurseries = nurseries
        self._limits = limits

    def at(
        self, descriptor: int, start: int, size: int, name: str, declared: str | None = None
    ) -> Seen:
        """Identify `size` bytes behind a descriptor from `start` on.

        Rules, first match wins: our own signs, where gzip is looked into; libmagic; magika, unless
        one byte is repeated, of which it has learned nothing. Where there is text without any sign,
        it is what it was `declared` to be.

        Raises:
            GiveUp: the file has lost bytes.
            UnavailableError: no worker can be had.
        """
        content = DescriptorContent(descriptor, start, size)
        ours, stated = identify(content, name), media_type_of(declared)
        if ours not in {UNKNOWN, GZIP}:
            return Seen(ours=ours, kind=settled(content, ours, stated), stated=stated)
        looked = self._ask(LOOK, descriptor, start, size)
        if ours == GZIP:
            ours = looked.text if looked.text in _WITHIN_GZIP else GZIP
        opinions = looked.opinions
        if decided(ours, opinions) == UNKNOWN and len(set(content.at(0, HEAD))) > 1:
            opinions += self._ask(LEARNED, descriptor, start, size).opinions
        return Seen(ours=ours, opinions=opinions, kind=decided(ours, opinions), stated=stated)

    def _ask(self, family: Family, descriptor: int, start: int, size: int) -> TextAnswer:
        """Return what a family sees; nothing where it fails: then there is no opinion."""
        order = ReadOrder(family=family.name, name="", start=start, size=size, budget=_BUDGET)
        errand = Errand(self._nurseries.of(family.name), self._limits)
        try:
            return errand.ask(order, descriptor, TextAnswer)
        except Failure:
            return TextAnswer(text="")


def with_opinions(answer: TextAnswer, seen: Seen, name: str, content: Content) -> TextAnswer:
    """Return an answer with every opinion, and a notice where one is of another nature.

    A worker has asked libmagic; what looking asked before that is put beside it once.
    """
    named = {who for who, _kind in answer.opinions}
    others = (*answer.opinions, *(row for row in seen.opinions if row[0] not in named))
    return structs.replace(
        answer,
        opinions=gathered(seen.ours, others, name, seen.stated),
        notices=(*answer.notices, *disagreements(seen.kind, others, name, content)),
    )
