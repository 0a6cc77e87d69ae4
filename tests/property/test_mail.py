"""Mail: whatever the bytes are, an answer comes out that can be true of them; no byte is lost."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.reading.believing import refuse_impossible
from amana.reading.notices import Code
from amana.reading.readers.intake import BytesContent, GiveUp
from amana.reading.readers.mail import mbox, mhtml
from amana.reading.readers.mail import message as mail
from amana.reading.readers.mail.parts import Kind, split
from amana.reading.wire import Budget, ChildRow, ReadOrder, TextAnswer, pack, unpack_answer
from amana.records import Derivation

WIDE = Budget(text_chars=100_000, runs=10_000, pages=1, pixels=1)
TIGHT = Budget(text_chars=40, runs=3, pages=1, pixels=1)

FRAGMENTS = (
    b"\n", b"\r\n", b"\r", b"\n\n", b" ", b"\t", b"--", b"--b", b"--b\n", b"--b--\n", b"--bb\n",
    b"\nFrom a@x Mon Mar  2 10:00:00 2026\n", b"\n>From x\n", b"From ", b"Content-Length: 9\n",
    b"Content-Type: multipart/mixed; boundary=b\n\n", b"Content-Type: multipart/alternative;\n",
    b' boundary="bb"\n\n', b"Content-Type: multipart/related; boundary=bb; start=<a>\n\n",
    b"Content-Type: text/html; charset=", b"windows-1256", b"utf-8", b"rot13", b"utf-7",
    b"iso-2022-jp", b"utf-16", b"Content-Type: message/rfc822\n\n", b"Content-ID: <a>\n",
    b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: quoted-printable\n",
    b"Content-Transfer-Encoding: x-uuencode\n", b"begin 644 a\n#86)C\n`\nend\n", b"YWJj", b"=3D",
    b"=\n", b"=?utf-8?q?=D8=B3?=", b"=?x?b?//?=", b"Subject: ", b"To: a,b <c>;(", b"Date: ",
    b"Mon, 2 Mar 2026 10:00:00 +0300\n", b"\x00", b"\xd8\xb3", b"\xff", b"\x1b$B", b"<p>word</p>",
    b"Content-Disposition: attachment; filename*0*=utf-8''%D8; filename*1=x\n", b"12\n", b"word ",
)  # fmt: skip
MAILS = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.binary(max_size=4)), max_size=40).map(
    b"".join
)


class Taken:
    """An outlet that keeps the rows and asks for all bytes."""

    def __init__(self) -> None:
        self.rows: list[ChildRow] = []

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        for _ in pieces:
            pass
        self.rows.append(row)
        return True


def read(family: str, data: bytes, budget: Budget) -> tuple[TextAnswer, list[ChildRow]] | None:
    """Read with each reader as a worker does; the answer is held against what can be true."""
    reader = {"mail": mail.read, "mbox": mbox.read, "mhtml": mhtml.read}[family]
    order = ReadOrder(family=family, name="", size=len(data), budget=budget)
    taken = Taken()
    try:
        answer = reader(BytesContent(data), order, taken)
    except GiveUp:
        return None
    again = unpack_answer(pack(answer))
    assert isinstance(again, TextAnswer)
    refuse_impossible(again, order)
    for row in taken.rows:
        assert unpack_answer(pack(row)) == row
        assert row.start is not None
        assert row.end is not None
        assert row.start <= row.end <= len(data)
    return answer, taken.rows


@pytest.mark.parametrize("family", ["mail", "mbox", "mhtml"])
@given(data=MAILS)
def test_there_is_an_answer_for_any_bytes(family: str, data: bytes) -> None:
    for budget in (WIDE, TIGHT):
        read(family, data, budget)


@given(data=MAILS)
def test_header_parts_boundaries_and_what_is_beside_them_are_the_whole(data: bytes) -> None:
    found = split(data)
    at = 0
    for stretch in found.stretches:
        assert at == stretch.start < stretch.end
        at = stretch.end
    assert at == len(data)
    bodies = {s.part: (s.start, s.end) for s in found.stretches if s.kind is Kind.BODY}
    for place, part in enumerate(found.parts):
        assert part.start <= part.body <= part.end <= len(data)
        if not part.is_multipart and part.end > part.body and not part.kind.startswith("multipart"):
            assert bodies[place] == (part.body, part.end)


@given(data=MAILS)
def test_every_part_is_text_or_inside(data: bytes) -> None:
    found = read("mail", data, WIDE)
    assert found is not None
    answer, rows = found
    start, end = mail.extent(data)
    parts = split(data, start, end).parts
    leaves = [part for part in parts if not part.is_multipart and part.end > part.body]
    inside = {(row.start, row.end) for row in rows}
    texts = [part for part in leaves if (part.body, part.end) not in inside]
    for part in texts:
        assert part.kind in {"", "text/plain", "text/html"} or part.kind[:5] in {"text/", "multi"}
    assert len(answer.text) <= WIDE.text_chars


@given(data=MAILS)
def test_exact_runs_are_the_bytes_decoded(data: bytes) -> None:
    found = read("mail", data, WIDE)
    assert found is not None
    answer = found[0]
    for run in answer.runs:
        if run.exact and (text := answer.text[run.char_start : run.char_end]).isascii():
            raw = data[run.byte_start : run.byte_end]
            wide = ("utf-16-be", "utf-16-le")  # undeclared, and told by its zero bytes
            assert text in {raw.decode(each, "replace") for each in ("ascii", *wide)}


@given(messages=st.lists(MAILS, min_size=1, max_size=5), crlf=st.booleans())
def test_slices_of_a_mailbox_stand_one_behind_the_other(messages: list[bytes], crlf: bool) -> None:
    line = b"From a@x Mon Mar  2 10:00:00 2026\n"
    data = b"".join(line + message + b"\n\n" for message in messages)
    if crlf:
        data = data.replace(b"\n", b"\r\n")
    found = read("mbox", data, WIDE)
    assert found is not None
    at = 0
    for row in found[1]:
        assert row.derivation is Derivation.SLICE
        assert row.start is not None
        assert row.end is not None
        assert row.start >= at
        assert not data[at : row.start].strip() or data[at : row.start].lstrip().startswith(
            b"From "
        )
        at = row.end
    assert not data[at:].strip()


@pytest.mark.deep
@settings(max_examples=5000)
@given(data=MAILS, family=st.sampled_from(["mail", "mbox", "mhtml"]))
def test_any_bytes_for_long(data: bytes, family: str) -> None:
    for budget in (WIDE, TIGHT):
        read(family, data, budget)


def hostile(many: int) -> dict[str, tuple[bytes, Code | None]]:
    """Return mails that attack a reader, and what must be told about each."""
    part = b"--b\n\nx\n"
    mixed = b"Content-Type: multipart/mixed; boundary=b\n\n"
    return {
        "many fields": (b"To: a\n" * many + b"\ntext", None),
        "a long field": (b"Subject: " + b"a " * 10 * many + b"\n\ntext", Code.TEXT_CUT),
        "endless folding": (b"To: a\n" + b" b\n" * 3 * many + b"\ntext", Code.MAP_CUT),
        "brackets": (b"To: " + b"<" * 9 * many + b"(" * 9 * many + b'"' * 9 * many + b"\n\n", None),
        "broken words": (b"Subject: " + b"=?utf-8?q?" * 2 * many + b"\n\n", Code.TEXT_CUT),
        "white space": (b"Subject: " + b" " * 10 * many + b"\n\nx" + b" \n" * many, None),
        "words and space": (b"Subject: " + b"=?utf-8?q?a?= \n " * many + b"x\n\n", None),
        "parameters": (b"Content-Type: a/b" + b';a="' * many + b"\n\nx", None),
        "many parts": (mixed + part * many + b"--b--\n", None),
        "many dashes": (mixed + b"--\n" * many, Code.MAIL_UNCLOSED),
        "padding": (b"Content-Transfer-Encoding: base64\n\n" + b"=" * 9 * many, None),
        "nested messages": (b"Subject: n\nContent-Type: message/rfc822\n\n" * 3000, None),
        "nested parts": (
            b"".join(
                b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
                for n in range(3000)
            ),
            Code.MAIL_UNCLOSED,
        ),
        "equal boundaries": ((mixed + b"--b\n") * 3000, Code.MAIL_UNCLOSED),
        "nothing but zeros": (b"To: a\n\n" + b"\0" * many, Code.ENCODING_GUESSED),
    }


@pytest.mark.parametrize("name", list(hostile(1)))
@pytest.mark.parametrize("many", [5_000, pytest.param(200_000, marks=pytest.mark.deep)])
def test_hostile_mail_is_read_or_told(name: str, many: int) -> None:
    data, code = hostile(many)[name]
    found = read("mail", data, WIDE)
    assert found is not None
    assert code is None or code in {told.code for told in found[0].notices}
    read("mhtml", data, WIDE)
    read("mbox", b"From a@x Mon Mar  2 10:00:00 2026\n" + data, WIDE)
