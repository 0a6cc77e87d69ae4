from __future__ import annotations

from typing import TYPE_CHECKING

from amana.acquire.capture import Outcome
from amana.archive import Archive, NamedStream
from amana.records import Form, Looked

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.conftest import Web

A = "http://a.example/"


def test_a_closer_look_tells_of_the_capture_and_of_the_watch(archive: Archive, web: Web) -> None:
    web.pages[A] = "Twelve were killed."
    watch = archive.watches.set(A)
    archive.watches.run(read=False)
    item = archive.watches.show(watch.name).looks[0].item or ""
    closer = archive.show(item, closer=True).closer
    assert closer is not None
    assert closer.capture is not None
    assert closer.capture.outcome is Outcome.CAPTURED
    assert [(look.watch, look.outcome) for look in closer.looks] == [(watch.name, Looked.FIRST)]


def test_what_only_says_that_it_is_a_capture_has_no_account(
    archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "no.wacz").write_bytes(b"no bundle")
    stream = NamedStream(name="capture-1.wacz", stream=(tmp_path / "no.wacz").open("rb"))
    archive.add_streams([stream], Form(method="web-capture"))
    (row,) = archive.list()[1]
    closer = archive.show(row.ref, closer=True).closer
    assert closer is not None
    assert (closer.capture, closer.looks) == (None, ())
