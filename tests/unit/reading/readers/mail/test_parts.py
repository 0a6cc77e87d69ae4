from __future__ import annotations

import pytest

from amana.reading.readers.mail.parts import MAX_DEPTH, Kind, Parts, split


def shape(data: bytes) -> list[tuple[str, str, bytes]]:
    return [
        (part.number, part.kind, data[part.body : part.end])
        for part in cut(data).parts
        if not part.is_multipart
    ]


def cut(data: bytes) -> Parts:
    """Cut a message and make sure that its stretches are the whole of it, in order."""
    found = split(data)
    at = 0
    for stretch in found.stretches:
        assert stretch.start == at < stretch.end
        at = stretch.end
    assert at == len(data)
    return found


def multipart(boundary: bytes, *parts: bytes, kind: bytes = b"mixed", last: bool = True) -> bytes:
    mark = b"--" + boundary
    return b"".join(
        [
            b'Content-Type: multipart/%s; boundary="%s"\n\n' % (kind, boundary),
            *(mark + b"\n" + part + b"\n" for part in parts),
            mark + b"--\n" if last else b"",
        ]
    )


def test_a_message_without_parts_is_part_1() -> None:
    assert shape(b"To: a\n\nbody\n") == [("1", "", b"body\n")]
    assert shape(b"") == [("1", "", b"")]


def test_sections_are_numbered_as_in_imap() -> None:
    inner = multipart(b"in", b"\none", b"Content-Type: text/html\n\ntwo", kind=b"alternative")
    data = multipart(b"out", inner.rstrip(b"\n"), b"\nthree")
    assert shape(data) == [
        ("1.1", "", b"one"),
        ("1.2", "text/html", b"two"),
        ("2", "", b"three"),
    ]


def test_crlf_before_a_boundary_belongs_to_the_boundary() -> None:
    data = multipart(b"b", b"\none\n").replace(b"\n", b"\r\n")
    assert shape(data) == [("1", "", b"one\r\n")]


def test_line_ends_of_one_carriage_return() -> None:
    data = multipart(b"b", b"\none", b"\ntwo").replace(b"\n", b"\r")
    assert [content for _, _, content in shape(data)] == [b"one", b"two"]


def test_boundaries_that_begin_each_other() -> None:
    inner = multipart(b"b-b", b"\none", b"\ntwo")
    assert [number for number, _, _ in shape(multipart(b"b", inner, b"\nlast"))] == [
        "1.1",
        "1.2",
        "2",
    ]


def test_the_same_boundary_inside() -> None:
    data = multipart(b"b", multipart(b"b", b"\none", b"\ntwo"), b"\nthree")
    assert [number for number, _, _ in shape(data)] == ["1.1", "1.2", "2"]


def test_an_outer_boundary_ends_what_is_not_ended_inside() -> None:
    data = multipart(b"out", multipart(b"in", b"\none", last=False), b"\ntwo")
    found = cut(data)
    assert [number for number, _, _ in shape(data)] == ["1.1", "2"]
    assert [p.ended for p in found.parts if p.is_multipart] == [True, False]


def test_a_multipart_goes_on_after_its_last_boundary() -> None:
    data = multipart(b"b", b"\none") + b"aside\n--b\n\ntwo\n--b--\n"
    assert [content for _, _, content in shape(data)] == [b"one", b"two"]
    kinds = [stretch.kind for stretch in cut(data).stretches]
    assert Kind.EPILOGUE in kinds


def test_text_before_and_behind_the_parts_is_kept() -> None:
    data = multipart(b"b", b"\none").replace(b"\n\n--b", b"\n\nbefore\n--b", 1) + b"behind"
    found = cut(data)
    beside = [
        (s.kind, data[s.start : s.end])
        for s in found.stretches
        if s.kind in {Kind.PREAMBLE, Kind.EPILOGUE}
    ]
    assert beside == [(Kind.PREAMBLE, b"before"), (Kind.EPILOGUE, b"behind")]


def test_without_a_boundary_nothing_is_cut() -> None:
    assert shape(b"Content-Type: multipart/mixed\n\n--b\n\none\n") == [
        ("1", "multipart/mixed", b"--b\n\none\n")
    ]
    data = b"Content-Type: multipart/mixed; boundary=b\n\nnone\n"
    assert shape(data) == [("1", "multipart/mixed", b"none\n")]


def test_a_part_of_a_digest_is_a_message() -> None:
    data = multipart(b"b", b"\nTo: a\n\none", kind=b"digest")
    assert shape(data)[0][1] == "message/rfc822"


def test_a_message_inside_is_not_cut() -> None:
    inner = multipart(b"in", b"\none")
    data = multipart(b"out", b"Content-Type: message/rfc822\n\n" + inner)
    assert shape(data) == [("1", "message/rfc822", inner)]


def test_nesting_ends_somewhere() -> None:
    data = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
        for n in range(3 * MAX_DEPTH)
    )
    assert len(cut(data).parts) == MAX_DEPTH + 1


def test_parts_beyond_the_limit_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amana.reading.readers.mail.parts.MAX_PARTS", 3)
    found = cut(multipart(b"b", *[b"\nx"] * 5))
    assert (len(found.parts), found.beyond) == (3, 3)
    assert found.parts[0].ended


def test_a_long_line_of_dashes_is_no_boundary() -> None:
    assert len(shape(multipart(b"b", b"\n" + b"-" * 5000))) == 1
