from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import text

from amana.catalogue import Catalogue
from amana.core import sha256_hex
from amana.records import Likeness, LikenessMethod

if TYPE_CHECKING:
    from tests.unit.catalogue.conftest import Log

Feed = Callable[[], Catalogue]
SIGNATURE = hashlib.shake_256(b"a").digest(512)
UNLIKE = hashlib.shake_256(b"b").digest(512)


def fact(content: str, signature: bytes, method: LikenessMethod) -> bytes:
    reading = sha256_hex(b"reading of " + content.encode())
    made = Likeness(
        id=sha256_hex(reading.encode()),
        original=sha256_hex(content.encode()),
        reading=reading,
        recipe="r",
        method=method,
        shingles=50,
        signature=signature,
    )
    return msgspec.json.encode(made) + b"\n"


def take_in(log: Log, ref: str, content: str, signature: bytes, method: str = "minhash") -> None:
    """Enter an item whose reading has a signature."""
    log.acquired(ref, content)
    log.derived(ref, content, titles=())
    entry = log.entries.pop()
    (field,) = (f for f in entry.fields if f.name.startswith("result "))
    facts = log.store(fact(content, signature, LikenessMethod(method)))
    assert isinstance(field.value, dict)
    log.add(type="derived", recipes={}, **{field.name: {**field.value, "facts": facts}})


def shifted(bands: int) -> bytes:
    """Return a signature that shares so many bands with the other."""
    return SIGNATURE[: 16 * bands] + bytes(512 - 16 * bands)


def test_those_that_share_most_bands_come_first(log: Log, fed: Feed) -> None:
    take_in(log, "IT-A", "a", SIGNATURE)
    take_in(log, "IT-B", "b", shifted(3))
    take_in(log, "IT-C", "c", shifted(9))
    take_in(log, "IT-D", "d", UNLIKE)
    rows = fed().likenesses()
    [own] = rows.of(sha256_hex(b"reading of a"))
    near = rows.near(own.mark, limit=9)
    assert [row.reading for row in near] == [
        sha256_hex(b"reading of c"),
        sha256_hex(b"reading of b"),
    ]
    assert len(rows.near(own.mark, limit=1)) == 1
    assert rows.items([near[0].reading]) == {near[0].reading: ["IT-C"]}


def test_buckets_hold_those_that_share_a_band(log: Log, fed: Feed) -> None:
    take_in(log, "IT-A", "a", SIGNATURE)
    take_in(log, "IT-B", "b", SIGNATURE)
    take_in(log, "IT-C", "c", UNLIKE)
    buckets = list(fed().likenesses().buckets())
    assert len(buckets) == 32
    assert {len(bucket) for bucket in buckets} == {2}


def test_pictures_are_apart_from_texts(log: Log, fed: Feed) -> None:
    take_in(log, "IT-A", "a", SIGNATURE)
    take_in(log, "IT-B", "b", b"\xf0" * 32, "pdq")
    rows = fed().likenesses()
    assert [row.hash for row in rows.pictures()] == ["f0" * 32]
    assert [row.hash for row in rows.texts()] == [None]


def test_an_older_reading_is_not_told_of(log: Log, fed: Feed) -> None:
    take_in(log, "IT-A", "a", SIGNATURE)
    take_in(log, "IT-B", "b", SIGNATURE)
    log.add(
        type="derived",
        recipes={},
        **{"result IT-B": {"state": "unreadable", "media_type": "text/plain", "reason": "x"}},
    )
    rows = fed().likenesses()
    [own] = rows.of(sha256_hex(b"reading of a"))
    assert rows.near(own.mark, limit=9) == []
    assert [row.reading for row in rows.texts()] == [own.reading]


def test_the_bands_of_a_text_are_found_by_an_index(log: Log, fed: Feed) -> None:
    take_in(log, "IT-A", "a", SIGNATURE)
    asked = text("EXPLAIN QUERY PLAN SELECT key FROM band WHERE mark = 1")
    with fed()._database.reading() as db:
        plan = [str(row) for row in db.execute(asked)]
    assert ["band_by_mark" in row for row in plan] == [True]
