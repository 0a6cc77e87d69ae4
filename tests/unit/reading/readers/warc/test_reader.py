from __future__ import annotations

import base64
import gzip
import hashlib
import zlib
from typing import TYPE_CHECKING

import pytest

from amana.reading.notices import Code
from amana.reading.readers import single
from amana.reading.readers.intake import GiveUp
from amana.reading.readers.warc.reader import begins, libraries, warm
from amana.reading.readers.warc.reader import read as read_warc
from amana.reading.wire import Told
from amana.records import Derivation, State

if TYPE_CHECKING:
    from tests.unit.reading.conftest import Read
    from tests.unit.reading.readers.conftest import Open

URI = "https://example.org/خبر"


def digest(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def record(kind: str, block: bytes, content_type: str = "application/http", **more: str) -> bytes:
    fields = {
        "WARC-Type": kind,
        "WARC-Target-URI": URI,
        "WARC-Date": "2024-01-02T03:04:05Z",
        "Content-Type": content_type,
        "Content-Length": str(len(block)),
    } | {name.replace("_", "-"): value for name, value in more.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return b"WARC/1.1\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def answer(body: bytes, headers: str = "Content-Type: text/html\r\n") -> bytes:
    return b"HTTP/1.1 200 OK\r\n" + headers.encode() + b"\r\n" + body


def test_a_body_that_is_stored_as_it_is_is_a_slice(opened: Open) -> None:
    data = record("response", answer(b"<p>page"), WARC_Payload_Digest=digest(b"<p>page"))
    found, ((row, content),) = opened(read_warc, data)
    assert (content, row.derivation) == (b"<p>page", Derivation.SLICE)
    assert (row.path.decode(), row.declared) == (URI, "text/html")
    assert row.modified == "2024-01-02T03:04:05Z"
    assert found.text == (
        f"1 · response · 2024-01-02T03:04:05Z · {URI} · 200 · text/html · 51 bytes · "
        "payload sha1 fits"
    )
    (run,) = found.runs
    assert data[run.byte_start : run.byte_end].startswith(b"WARC/1.1")
    assert found.notices == ()
    assert found.metadata == (("warc:records", "1"), ("warc:records.response", "1"))


def test_chunks_and_codings_are_undone(opened: Open) -> None:
    chunked = answer(b"3\r\nabc\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n")
    packed = answer(zlib.compress(b"abc"), "Content-Encoding: deflate\r\n")
    children = opened(read_warc, record("response", chunked) + record("response", packed)).children
    assert [child.data for child in children] == [b"abc", b"abc"]
    assert [child.row.derivation for child in children] == [
        Derivation.DECODED,
        Derivation.DECOMPRESSED,
    ]


def test_in_a_compressed_file_everything_is_decompressed(opened: Open) -> None:
    parts = [
        gzip.compress(record("response", answer(b"one"))),
        gzip.compress(record("resource", b"two", "text/plain")),
    ]
    for reader in (read_warc, single.read):
        found = opened(reader, b"".join(parts), "a.warc.gz")
        assert found.contents() == [b"one", b"two"]
        assert {child.row.derivation for child in found.children} == {Derivation.DECOMPRESSED}
        places = [(child.row.start, child.row.end) for child in found.children]
        assert places == [(0, len(parts[0])), (len(parts[0]), sum(map(len, parts)))]


def test_what_is_listed_only(opened: Open) -> None:
    ask = b"POST /a HTTP/1.1\r\nHost: example.org\r\n\r\nq=1"
    data = (
        record("warcinfo", b"software: Crawler 1\r\nrobots: obey\r\n", "application/warc-fields")
        + record("request", ask)
        + record(
            "revisit",
            b"HTTP/1.1 200 OK\r\n\r\n",
            WARC_Refers_To_Target_URI="https://example.org/old",
            WARC_Refers_To_Date="2023-01-01T00:00:00Z",
            WARC_Payload_Digest=digest(b"what was there before"),
            WARC_Truncated="length",
        )
    )
    found, children = opened(read_warc, data)
    assert children == []
    first, software, robots, request, revisit = found.text.splitlines()
    assert (software, robots) == ("  software: Crawler 1", "  robots: obey")
    assert first.startswith("1 · warcinfo · ")
    assert " · POST · " in request
    assert "same as https://example.org/old 2023-01-01T00:00:00Z" in revisit
    assert ("warc:software", "Crawler 1") in found.metadata
    assert found.notices == ()


def test_other_records_are_children_as_they_are(opened: Open) -> None:
    data = (
        record("metadata", b"outlink: x", "application/warc-fields")
        + record("conversion", b"text", "text/plain")
        + record("response", b"20240102\nexample.org. 1 IN A 192.0.2.1", "text/dns")
    )
    found = opened(read_warc, data)
    assert [child.row.declared for child in found.children] == [
        "application/warc-fields",
        "text/plain",
        "text/dns",
    ]
    assert {child.row.derivation for child in found.children} == {Derivation.SLICE}


def test_digests_that_do_not_fit_are_told_and_the_child_is_taken(opened: Open) -> None:
    data = record("response", answer(b"page"), WARC_Block_Digest=digest(b"x")) + record(
        "response",
        answer(b"page"),
        WARC_Payload_Digest=digest(b"y"),
        WARC_Block_Digest=digest(answer(b"page")),
    )
    found = opened(read_warc, data)
    assert found.contents() == [b"page", b"page"]
    assert found.answer.notices == (Told(Code.DIGESTS_WRONG, 2),)
    first, second = found.answer.text.splitlines()
    assert first.endswith("block sha1 DOES NOT FIT")
    assert second.endswith("block sha1 fits · payload sha1 DOES NOT FIT")


@pytest.mark.parametrize("of", ["raw", "framed", "decoded"])
def test_a_payload_digest_may_be_of_any_of_three(opened: Open, of: str) -> None:
    framed = gzip.compress(b"page")
    raw = b"%x\r\n%s\r\n0\r\n\r\n" % (len(framed), framed)
    block = answer(raw, "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n")
    stated = digest({"raw": raw, "framed": framed, "decoded": b"page"}[of])
    found = opened(read_warc, record("response", block, WARC_Payload_Digest=stated))
    assert (found.contents(), found.answer.notices) == ([b"page"], ())


def test_what_breaks_off_and_what_is_odd(opened: Open) -> None:
    data = (
        record("response", answer(b"page"), WARC_Truncated="time")
        + record("response", answer(b"page", "Content-Length: 9\r\n"))
        + record("resource", b"page" * 100)[:-200]
    )
    found = opened(read_warc, data)
    assert found.contents()[:2] == [b"page", b"page"]
    assert found.answer.notices == (Told(Code.CHILDREN_CUT, 2), Told(Code.FRAMING_ODD, 1))
    first, second, third = found.answer.text.splitlines()
    assert first.endswith("truncated: time")
    assert second.endswith("shorter than its Content-Length")
    assert third.endswith("not of the length that it states")


def test_gaps_are_told(opened: Open) -> None:
    found = opened(read_warc, record("resource", b"page", "text/plain") + b"noise")
    assert found.answer.notices == (Told(Code.BYTES_UNACCOUNTED, 5),)


def test_an_answer_without_a_body_has_no_child(opened: Open) -> None:
    assert opened(read_warc, record("response", answer(b""))).children == []


def test_a_record_that_says_nothing_of_itself(opened: Open) -> None:
    found = opened(read_warc, b"WARC/1.0\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n")
    assert (found.contents(), found.answer.text) == ([b"abc"], "1 · no type · 3 bytes")


def test_what_is_no_web_archive_is_given_up(opened: Open) -> None:
    with pytest.raises(GiveUp) as gave_up:
        opened(read_warc, b"WARC/ is a file format")
    assert gave_up.value.code is Code.CONTAINER_BROKEN
    assert opened(read_warc, b"").answer.notices == (Told(Code.EMPTY_FILE),)


def test_how_web_archives_begin() -> None:
    assert begins(b"WARC/1.0\r\n")
    assert begins(b"filedesc://a 0.0.0.0 20240102030405 text/plain 1\n")
    assert not begins(b"dear reader\n")
    assert not begins(b"folder/\0\0 0000755 15163270734 014323\0 5 0\n")


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_in_the_sandbox(read: Read, pack: type[bytes]) -> None:
    packed = answer(zlib.compress(b"<p>page"), "Content-Encoding: deflate\r\n")
    outcome = read(pack(record("response", packed)), "a.warc")
    assert outcome.state is State.READ
    (child,) = outcome.children
    assert (child.path, child.digests.size) == (URI, 7)


def test_the_recipe_names_what_decompresses() -> None:
    assert [name for name, _ in libraries()] == ["zlib", "brotli", "fastwarc"]
    warm()
