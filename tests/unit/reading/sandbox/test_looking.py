from __future__ import annotations

import gzip
import io
import os
import zipfile
from collections.abc import Callable
from hashlib import sha256

from tests.unit.reading.conftest import descriptor

from amana.reading import Outcome, ReadingPool
from amana.reading.readers.intake import BytesContent
from amana.reading.sandbox.looking import Seen, with_opinions
from amana.reading.wire import TextAnswer

Read = Callable[..., Outcome]


def test_opinions_stand_with_the_reading(read: Read) -> None:
    outcome = read(b"%PDF-1.4 is how it begins", "a.txt")
    assert outcome.media_type == "application/pdf"
    outcome = read(b"only words", "a.txt")
    assert outcome.reading is not None
    assert outcome.reading.opinions == (
        ("amana", "text/plain"),
        ("libmagic", "text/plain"),
        ("name", ".txt"),
    )
    assert outcome.reading.warnings == ()


def test_a_name_that_misleads_is_told(read: Read) -> None:
    outcome = read(b"only words", "photo.jpg")
    assert outcome.reading is not None
    assert [told.code for told in outcome.reading.warnings] == ["name-misleads"]
    program = read(b"MZ\x90\0\3\0\0\0", "photo.jpg")
    assert "no reader yet" in str(program.reason)
    assert "ending of the name" in str(program.reason)


def test_a_web_archive_is_seen_inside_gzip(read: Read) -> None:
    assert read(gzip.compress(b"WARC/1.0\r\n"), "a.warc.gz").media_type == "application/warc"
    assert read(gzip.compress(b"words"), "a.gz").media_type == "application/gzip"


def test_what_we_do_not_know_is_shown_to_others(read: Read) -> None:
    known_to_libmagic = b".RMF\0\0\0\x12" + bytes(90)
    assert read(known_to_libmagic, "a").media_type == "application/vnd.rn-realmedia"
    assert read(bytes(range(256)) * 8, "a").media_type == "application/octet-stream"


def test_nobody_is_asked_what_bytes_are_that_say_nothing(read: Read) -> None:
    outcome = read(bytes(1 << 20), "IMG_0001.iso")
    assert outcome.media_type == "application/octet-stream"
    assert "no reader yet" in str(outcome.reason)


def test_what_the_parent_states_reaches_the_reading(pool: ReadingPool) -> None:
    data = b"The <b>convoy</b> left at nine.\n"
    fd = descriptor(data)
    try:
        digest = sha256(data).hexdigest()
        outcome = pool.read(fd, original=digest, name="1", size=len(data), declared="text/html")
        recipe = pool.recipe_for(fd, name="1", size=len(data), declared="text/html")
    finally:
        os.close(fd)
    assert (outcome.media_type, outcome.recipe) == ("text/html", recipe)
    assert outcome.reading is not None
    assert ("amana", "text/plain") in outcome.reading.opinions
    assert ("parent", "text/html") in outcome.reading.opinions


def test_each_opinion_stands_once() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    seen = Seen(ours="a/b", opinions=(("libmagic", "c/d"), ("magika", "e/f")), kind="image/png")
    answer = TextAnswer(text="", opinions=(("libmagic", "c/d"),))
    done = with_opinions(answer, seen, "a", BytesContent(out.getvalue()))
    assert done.opinions == (("amana", "a/b"), ("libmagic", "c/d"), ("magika", "e/f"))
    assert [told.code for told in done.notices] == ["kind-disputed", "kind-double"]
