from __future__ import annotations

import gzip

import pytest
from tests.unit.reading.rerender.saved import arc, content, members, record, response

from amana.reading.rerender.walking import Walk, reopened

URL = "https://e.example/"


def bodies(data: bytes) -> list[bytes]:
    files = (content(data),)
    found = []
    for held in Walk(files).held():
        again = reopened(files, held)
        assert again is not None
        found.append(b"".join(again.block()).rpartition(b"\r\n\r\n")[2])
    return found


THREE = [response(f"{URL}{n}", f"body {n}") for n in range(3)]


@pytest.mark.parametrize(
    "data",
    [
        b"".join(THREE),
        members(*THREE),
        gzip.compress(b"".join(THREE)),
        members(THREE[0], THREE[1] + THREE[2]),
        arc(f"{URL}0", b"body 0") + arc(f"{URL}1", b"body 1") + arc(f"{URL}2", b"body 2"),
    ],
    ids=["plain", "members", "one-member", "mixed", "arc"],
)
def test_every_record_is_found_again(data: bytes) -> None:
    assert bodies(data) == [b"body 0", b"body 1", b"body 2"]


def test_what_cannot_answer_is_passed_over() -> None:
    records = (
        record("metadata", b"x", warc_target_uri=URL),
        record("resource", b"x", warc_target_uri="urn:amana:picture"),
        record("resource", b"x", warc_target_uri="file:///etc/passwd"),
        response(URL, "x", status="101 Switching Protocols"),
        record("warcinfo", b"software: x\r\n"),
        response("ht!tp:nonsense", "x"),
    )
    assert Walk((content(b"".join(records)),)).held() == []


def test_a_resource_with_an_address_answers_as_it_stands() -> None:
    [held] = Walk(
        (
            content(
                record(
                    "resource", b"x", warc_target_uri=f"<{URL}#a>", content_type="text/plain; a=b"
                )
            ),
        )
    ).held()
    assert (held.url, held.status, held.media_type) == (URL, 200, "text/plain")


def test_what_is_no_record_is_counted() -> None:
    walk = Walk((content(THREE[0] + b"nonsense " * 9 + b"\r\n" + THREE[1]),))
    assert len(walk.held()) == 2
    assert walk.lacking == ["81 bytes belong to no record"]
