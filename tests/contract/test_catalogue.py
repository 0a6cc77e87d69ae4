"""Every engine of the catalogue gives the same answers to the same log."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from amana.catalogue import Catalogue, in_state, occurrence_key, open_catalogue
from amana.core import JSON, NotFound, sha256_hex
from amana.records import Article, Entry, EntryType, Field, Reading, Recipe, Span, State

ENGINES = ("sqlite file", "sqlite memory")
DAY = date(2027, 1, 31)
KINDS = ("confidential", "lead-only", "embargo")
WATCHING = (EntryType.WATCH_SET, EntryType.WATCH_LOOKED, EntryType.WATCH_ENDED)


class History:
    """A log of everything that the catalogue takes in, made from a seed."""

    def __init__(self, seed: int, size: int = 60) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a history that can be told again
        self.stored: dict[str, bytes] = {}
        self.refs: list[str] = []
        self.matters: list[int] = []
        self.entries = [self._entry(index) for index in range(size)]

    def load(self, sha256: str) -> bytes:
        """Return a derivative."""
        try:
            return self.stored[sha256]
        except KeyError:
            raise NotFound("no such object") from None

    def _entry(self, index: int) -> Entry:
        values: dict[str, JSON] = {"at": {"time": f"2026-11-21T18:00:00.{index:06d}Z"}}
        kinds = [self._acquired, self._acquired, self._derived, self._looked, self._entered]
        values |= self._random.choice([*kinds, self._taken_back, self._watched])()
        if values["type"] == EntryType.MATTER:
            self.matters.append(index)
        return Entry(
            index=index,
            fields=tuple(Field(name=n, value=v, salt="0" * 64) for n, v in values.items()),
        )

    def _acquired(self) -> dict[str, JSON]:
        pick = self._random.choice
        content, source = pick("abcde"), pick([None, "S-1", "S-2"])
        ref = f"IT-{content}-{source}"
        self.refs.append(ref)
        conditions = [
            {"kind": kind, "until": "2027-01-31" if kind == "embargo" else None}
            for kind in KINDS
            if self._random.random() < 0.1
        ]
        return {
            "type": EntryType.ACQUIRED,
            "item": ref,
            "digests": {"sha256": sha256_hex(content.encode()), "blake3": "b3", "size": 1},
            "name": content,
            "path": pick(["/one", "/two", {"b64": "/w=="}]),
            "source": source,
            "restrictions": conditions,
        }

    def _derived(self) -> dict[str, JSON]:
        if not self.refs:
            return self._looked()
        ref = self._random.choice(self.refs)
        content = ref.split("-")[1]
        if self._random.random() < 0.2:
            torn: JSON = {"state": "unreadable", "media_type": "x/y", "reason": "torn"}
            return {"type": EntryType.DERIVED, f"result {ref}": torn}
        reading = _reading(content)
        lines = b"".join(msgspec.json.encode(_article(reading, n)) + b"\n" for n in range(2))
        result: JSON = {
            "state": "read",
            "media_type": "text/plain",
            "key": reading.key,
            "reading": self._store(msgspec.json.encode(reading)),
            "facts": self._store(lines),
        }
        return {"type": EntryType.DERIVED, "recipes": {}, f"result {ref}": result}

    def _looked(self) -> dict[str, JSON]:
        return {
            "type": EntryType.ACCESSED,
            "items": self._random.sample(self.refs, k=min(2, len(self.refs))),
        }

    def _entered(self) -> dict[str, JSON]:
        """Return a matter, or what one cites."""
        if self.matters and self.refs and self._random.random() < 0.5:
            ref = self._random.choice(self.refs)
            return {"type": EntryType.CITED, "item": ref, "place": 1, "quote": "so it was"}
        return {
            "type": EntryType.MATTER,
            "kind": "situation",
            "key": self._random.choice(["oran", "dalia"]),
            "members": "{}",
            "cites": 1,
            "conditions": [],
            "reason": "r",
            "actor": {"name": "nadia"},
        }

    def _taken_back(self) -> dict[str, JSON]:
        if not self.matters:
            return self._looked()
        return {
            "type": EntryType.MATTER_WITHDRAWN,
            "withdraws": self._random.choice(self.matters),
        }

    def _watched(self) -> dict[str, JSON]:
        """Return that a watch is set, a look at its page, or its end."""
        watch, kind = self._random.choice("xyz"), self._random.choice(WATCHING)
        about: dict[str, JSON] = {"type": kind, "watch": watch}
        if kind == EntryType.WATCH_SET:
            about |= {"url": "http://a.example/", "every": 60, "restrictions": []}
        if kind == EntryType.WATCH_LOOKED:
            ref = self._random.choice([None, *self.refs])
            about |= {"item": ref, "outcome": "changed", "measures": {"added": 2}}
        return about

    def _store(self, data: bytes) -> str:
        self.stored[sha256_hex(data)] = data
        return sha256_hex(data)


def _reading(content: str) -> Reading:
    return Reading(
        original=sha256_hex(content.encode()),
        key=sha256_hex(f"reading of {content}".encode()),
        recipe=Recipe(step="reading/text", tool="amana", version="1"),
        state=State.READ,
        media_type="text/plain",
        text=content,
        language="en",
    )


def _article(reading: Reading, number: int) -> Article:
    title = f"{reading.text} {number}"
    span = Span(char_start=0, char_end=1, byte_start=0, byte_end=1, quote=title)
    return Article(
        id=sha256_hex(f"{reading.key} {number}".encode()),
        original=reading.original,
        reading=reading.key,
        article=number,
        recipe="r",
        span=span,
        title=span,
        body=None,
    )


def opened(engine: str, folder: Path) -> Catalogue:
    catalogue = open_catalogue(
        "sqlite://" if engine == "sqlite memory" else f"sqlite:///{folder / 'catalogue.db'}"
    )
    catalogue.clear()
    return catalogue


@pytest.fixture(params=ENGINES)
def catalogue(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Catalogue]:
    made = opened(request.param, tmp_path)
    yield made
    made.close()


def answers(catalogue: Catalogue, history: History) -> list[object]:
    """Ask everything that can be asked."""
    refs, digests = sorted(set(history.refs)), [sha256_hex(c.encode()) for c in "abcde"]
    holdings = catalogue.holdings()
    keys = [
        occurrence_key(d, s, p) for d in digests for s in (None, "S-1") for p in ("/one", "/two")
    ]
    return [
        catalogue.log_size(),
        catalogue.last_time(),
        catalogue.last_restriction(),
        catalogue.embargoes(),
        catalogue.count(),
        [catalogue.restricted(day) for day in (date.min, DAY, date.max)],
        [catalogue.items(where=in_state(s)) for s in State],
        catalogue.items(),
        [catalogue.items(open_on=DAY, limit=3, offset=n) for n in range(4)],
        list(catalogue.queue().rows(in_state(*State), after=catalogue.item(refs[1]))),
        [catalogue.item(ref) for ref in refs],
        [catalogue.occurrences(ref) for ref in refs],
        [catalogue.same_bytes(digest) for digest in digests],
        catalogue.some_read(digests),
        [(r, catalogue.facts(r.key)) for d in digests for r in catalogue.readings(d)],
        [catalogue.entry_numbers(ref=ref, before=40, limit=5) for ref in (None, *refs)],
        holdings.places(keys),
        holdings.siblings(digests),
        holdings.restrictions(refs),
        holdings.taken([*refs, "IT-none"]),
        holdings.results(refs),
        catalogue.decisions().matters(),
        catalogue.decisions().matters(["oran"]),
        catalogue.decisions().cites(),
        catalogue.decisions().cites(history.matters),
        catalogue.watched().watches(ended=True),
        [catalogue.watched().watch(name) for name in "xyz"],
        [catalogue.watched().looks(name) for name in "xyz"],
        catalogue.watched().last_looks(),
        [catalogue.watched().looks_of(ref) for ref in refs],
        list(catalogue.dump()),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_every_engine_gives_the_same_answers(tmp_path: Path, seed: int) -> None:
    history = History(seed)
    given = []
    for engine in ENGINES:
        catalogue = opened(engine, tmp_path)
        catalogue.apply(history.entries, history.load)
        given.append(answers(catalogue, history))
        catalogue.close()
    assert all(each == given[0] for each in given)
    assert given[0][0] == 60


@pytest.mark.parametrize("step", [1, 7, 59])
def test_it_does_not_matter_how_many_entries_come_at_once(catalogue: Catalogue, step: int) -> None:
    history = History(7)
    catalogue.apply(history.entries, history.load)
    at_once = answers(catalogue, history)
    catalogue.clear()
    for first in range(0, len(history.entries), step):
        catalogue.apply(history.entries[first : first + step], history.load)
    assert answers(catalogue, history) == at_once


def test_a_failure_in_the_middle_changes_no_answer(catalogue: Catalogue) -> None:
    history = History(11)
    catalogue.apply(history.entries[:30], history.load)
    before = answers(catalogue, history_until(history, 30))
    with pytest.raises(ValueError, match="wants entry 30"):
        catalogue.apply(history.entries[31:], history.load)
    assert answers(catalogue, history_until(history, 30)) == before


def history_until(history: History, size: int) -> History:
    """Return the same history with the references of its first entries only."""
    shorter = History(0, 0)
    shorter.refs = [
        str(e.get("item")) for e in history.entries[:size] if e.get("type") == EntryType.ACQUIRED
    ]
    return shorter
