"""Which record answers which question: every address of an archive, with its records.

Rules, the first that gives something decides:
  1. The same address, asked in the same way. Fragments are no part of it.
  2. The same address in another spelling (`addresses.spelled`); what a page embeds also by the
     other of http and https, if it was there: browsers ask for it by https, whatever the page says.
  3. Of several records of one address the one that was taken nearest to the page's own time; of
     parts of a body one that holds the part that is asked for.
  4. What is sent along (POST) must be what was sent along when the record was made; else the
     record of that address is given, and it is told.
  5. Another address, if it has the same path and more parameters in common than every other one.
     Never for the page itself.
  6. Nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import msgspec

from amana.reading.rerender.addresses import likeness, path_of, spelled, whole
from amana.reading.rerender.told import How

_WITH_BODY = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_REVISIT = "revisit"
_OTHER = {"http": "https", "https": "http"}


class Held(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One record that may answer.

    Attributes:
        url: its address, without a fragment.
        date: when it was taken, as the record says.
        kind: `response`, `resource` or `revisit`.
        method: by which it was asked for, as far as the request was kept.
        status: of the answer.
        media_type: of the answer, without parameters, in lower case.
        sent: SHA-256 of what was sent along; empty: nothing that is known.
        first: byte of its file from which on it is found.
        last: where the stretch ends that holds it.
        nth: the how many-th record of that stretch it is, from 0.
        file: which file of the archive.
        record: its WARC-Record-ID.
        concurrent: the record that it says belongs to it.
        digest: of the payload, as the record states it.
        refers: the record, address and date that a revisit refers to.
        part: first and last byte, and size of the whole, of a part (206).
    """

    url: str
    date: str
    kind: str
    status: int
    first: int
    last: int
    file: int = 0
    nth: int = 0
    method: str = "GET"
    media_type: str = ""
    sent: str = ""
    record: str = ""
    concurrent: str = ""
    digest: str = ""
    refers: tuple[str, str, str] = ("", "", "")
    part: tuple[int, int, int] | None = None


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What the browser asks for.

    `sent` is the digest of what it sends along, `start` the first byte that it wants of a body,
    None for all of it; `page` is true for the page itself.
    """

    url: str
    method: str = "GET"
    sent: str = ""
    start: int | None = None
    page: bool = False


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """The record that answers a question, and how well it fits."""

    held: Held
    how: How
    method_differs: bool = False


class Index:
    """All records of an archive that may answer; `near` is the time that is wanted."""

    def __init__(self, held: Iterable[Held]) -> None:
        self.near: datetime | None = None
        self._exact: defaultdict[str, list[Held]] = defaultdict(list)
        self._spelled: defaultdict[str, list[str]] = defaultdict(list)
        self._paths: defaultdict[str, list[str]] = defaultdict(list)
        self._records: dict[str, Held] = {}
        self._digests: defaultdict[str, list[Held]] = defaultdict(list)
        for each in held:
            self._add(each)

    def _add(self, held: Held) -> None:
        if held.url not in self._exact:
            same = spelled(held.url)
            if same not in self._spelled:
                self._paths[path_of(same)].append(same)
            self._spelled[same].append(held.url)
        self._exact[held.url].append(held)
        if held.record:
            self._records.setdefault(held.record, held)
        if held.digest and held.kind != _REVISIT:
            self._digests[held.digest].append(held)

    def __len__(self) -> int:
        """Return how many addresses there are."""
        return len(self._exact)

    def all(self) -> Iterator[Held]:
        """Yield every record, those of one address together."""
        for each in self._exact.values():
            yield from each

    def match(self, question: Question) -> Match | None:
        """Return what answers a question; None: nothing."""
        url, same = whole(question.url), spelled(question.url)
        candidates = self._exact.get(url)
        how = How.EXACT
        if candidates is None or not self._fit(candidates, question):
            candidates = [
                held for other in self._spelled.get(same, ()) for held in self._exact[other]
            ]
            how = How.SPELLED
        if match := self._choose(candidates, question, how):
            return match
        if not question.page and (
            match := self._choose(self._by_other_scheme(same), question, how)
        ):
            return match
        near = None if question.page else self._nearest(same)
        if near is None or question.method not in {"GET", "HEAD"}:
            return None
        others = [held for other in self._spelled[near] for held in self._exact[other]]
        return self._choose(others, question, How.NEAREST)

    def original(self, revisit: Held) -> Held | None:
        """Return the record whose payload a revisit repeats; None where the archive lacks it."""
        record, url, date = revisit.refers
        found = self._records.get(record)
        if found is not None and found.kind != _REVISIT:
            return found
        same = self._exact.get(whole(url or revisit.url), ())
        by_date = [held for held in same if held.kind != _REVISIT]
        if date and (exact := [held for held in by_date if held.date == date]):
            return exact[0]
        known = self._digests.get(revisit.digest, [])
        if known:
            return min(known, key=lambda held: (held.url != revisit.url, self._far(held)))
        if revisit.digest or revisit.status != 304:  # noqa: PLR2004 - RFC 9110: not modified
            return None
        return min(by_date, key=self._far, default=None)

    def _by_other_scheme(self, same: str) -> list[Held]:
        scheme, _, rest = same.partition(":")
        other = f"{_OTHER.get(scheme, scheme)}:{rest}"
        found = (held for url in self._spelled.get(other, ()) for held in self._exact[url])
        return [held for held in found if _good(held)]  # one that leads on may lead back

    def _fit(self, candidates: list[Held], question: Question) -> list[Held]:
        wanted = "GET" if question.method == "HEAD" else question.method
        return [held for held in candidates if held.method == wanted]

    def _choose(self, candidates: list[Held], question: Question, how: How) -> Match | None:
        fit = self._fit(candidates, question)
        if question.method in _WITH_BODY and fit:
            same = [held for held in fit if held.sent == question.sent]
            if not same:
                how = How.BODY_DIFFERS
            fit = same or fit
        differs = not fit and question.method in _WITH_BODY
        if differs:  # records whose request was not kept
            fit = [held for held in candidates if held.method == "GET"]
        fit = [held for held in fit if not question.page or held.part is None] or fit
        if not fit:
            return None
        best = min(fit, key=lambda held: self._rank(held, question.start))
        return Match(held=best, how=How.BODY_DIFFERS if differs else how, method_differs=differs)

    def _rank(self, held: Held, start: int | None) -> tuple[bool, bool, float, bool, int]:
        part = held.part
        covers = part is None or part[0] <= (start or 0) <= part[1]
        wrong_kind = part is not None and start is None and part[0] > 0
        return (not covers, wrong_kind, self._far(held), not _good(held), -_size(held))

    def _far(self, held: Held) -> float:
        """Return the seconds between a record and the page's own time."""
        when = moment(held.date)
        if self.near is None or when is None:
            return 0.0 if self.near is None else float("inf")
        return abs((when - self.near).total_seconds())

    def _nearest(self, same: str) -> str | None:
        """Return the one address with the same path that has most parameters in common."""
        others = [other for other in self._paths.get(path_of(same), ()) if other != same]
        ranked = sorted(((likeness(same, other), other) for other in others), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return None
        return ranked[0][1]


def moment(date: str) -> datetime | None:
    """Return a time as archives write it; None where it is none."""
    text = date.strip()
    if text.isdigit():
        digits = f"{text[:14]:0<14}"
        text = (
            f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}T{digits[8:10]}:{digits[10:12]}:{digits[12:]}"
        )
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _good(held: Held) -> bool:
    return 200 <= held.status < 300  # noqa: PLR2004 - RFC 9110 section 15.3


def _size(held: Held) -> int:
    return held.part[1] - held.part[0] if held.part else 0
