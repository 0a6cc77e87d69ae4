"""Entries, readings and articles as the archive writes them, made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import pytest

from amana.catalogue import Catalogue, open_catalogue
from amana.core import JSON, NotFound, sha256_hex
from amana.records import (
    Article,
    Entry,
    Field,
    Reading,
    Recipe,
    Span,
    State,
)
from amana.records import Warning as Notice

Restrictions = Sequence[tuple[str, str | None]]


def entry(index: int, **values: JSON) -> Entry:
    fields = {
        "type": "accessed",
        "at": {"time": f"2026-11-21T18:00:{index:02d}.000000Z", "clock": "fixed"},
        **values,
    }
    return Entry(
        index=index,
        fields=tuple(Field(name=n, value=v, salt="0" * 64) for n, v in fields.items()),
    )


class Log:
    """A log that grows, with the derivatives that its entries name."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.stored: dict[str, bytes] = {}

    def load(self, sha256: str) -> bytes:
        try:
            return self.stored[sha256]
        except KeyError:
            raise NotFound("no such object") from None

    def add(self, **values: JSON) -> Entry:
        made = entry(len(self.entries), **values)
        self.entries.append(made)
        return made

    def acquired(
        self,
        ref: str,
        content: str,
        *,
        source: str | None = None,
        path: JSON = None,
        restrictions: Restrictions = (),
        **values: JSON,
    ) -> Entry:
        return self.add(
            type="acquired",
            item=ref,
            digests={
                "sha256": sha256_hex(content.encode()), "blake3": "b3", "size": len(content),
            },
            name=values.pop("name", f"{content}.txt"),
            path=path if path is not None else f"/{content}.txt",
            source=source,
            restrictions=[{"kind": kind, "until": until} for kind, until in restrictions],
            **values,
        )  # fmt: skip

    def derived(
        self,
        ref: str,
        content: str,
        *,
        titles: Sequence[str] = ("A title",),
        notices: Sequence[str] = (),
    ) -> Entry:
        told = tuple(Notice(code=code, detail="…") for code in notices)
        reading = msgspec.structs.replace(reading_of(content), warnings=told)
        articles = b"".join(
            msgspec.json.encode(article_of(reading, number, title)) + b"\n"
            for number, title in enumerate(titles)
        )
        result: dict[str, JSON] = {
            "state": "read",
            "media_type": "text/plain",
            "key": reading.key,
            "reading": self.store(msgspec.json.encode(reading)),
        }
        if articles:
            result["facts"] = self.store(articles)
        return self.add(type="derived", recipes={}, **{f"result {ref}": result})

    def store(self, data: bytes) -> str:
        self.stored[sha256_hex(data)] = data
        return sha256_hex(data)


def reading_of(content: str) -> Reading:
    return Reading(
        original=sha256_hex(content.encode()),
        key=sha256_hex(b"reading of " + content.encode()),
        recipe=Recipe(step="reading/text", tool="amana", version="1"),
        state=State.READ,
        media_type="text/plain",
        text=content,
        language="en",
    )


def article_of(reading: Reading, number: int, title: str) -> Article:
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
        language="ar" if number else None,
    )


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture(scope="session")
def new_log() -> Callable[[], Log]:
    return Log


@pytest.fixture(params=["file", "memory"])
def catalogue(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Catalogue]:
    url = "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path / 'catalogue.db'}"
    opened = open_catalogue(url)
    opened.clear()
    yield opened
    opened.close()


@pytest.fixture
def fed(catalogue: Catalogue, log: Log) -> Callable[[], Catalogue]:
    """Feed what is in the log and not in the catalogue yet; return the catalogue."""

    def feed() -> Catalogue:
        catalogue.apply(log.entries[catalogue.log_size() :], log.load)
        return catalogue

    return feed
