from __future__ import annotations

import struct

from amana.reading.readers.compound.powerpoint.frames import Frame
from amana.reading.readers.compound.powerpoint.texts import Text, texts_of, write_text
from amana.reading.readers.paragraphs import Paragraphs
from amana.reading.wire import Budget

WIDE = Budget(text_chars=1000, runs=100, pages=1, pixels=1)


def record(kind: int, body: bytes, version: int = 0) -> bytes:
    return struct.pack("<HHI", version, kind, len(body)) + body


def test_comments_and_footers_follow_the_shapes() -> None:
    comment = record(0x0FBA, "Ana".encode("utf-16-le")) + record(
        0x0FBA, "why?".encode("utf-16-le"), 0x10
    )
    data = record(0x138B, record(0x2EE0, comment, 0xF))
    data += record(0x0FD9, record(0x0FBA, "foot".encode("utf-16-le"), 0x20), 0xF)
    data += record(0x0F9F, struct.pack("<I", 0)) + record(0x0FA8, b"Title")
    found = list(texts_of(data, Frame(0, 0, 0, len(data)), ()))
    shown = [(text.tag, text.hint) for text in found]
    assert shown == [("h2", ""), ("p", "comment"), ("p", "footer")]


def test_paragraphs_and_lines_lead_to_their_bytes() -> None:
    raw = "one\x0btwo\rthr\u00e9e".encode("utf-16-le")
    text = Paragraphs(WIDE)
    write_text(raw, Text(Frame(0x0FA0, 0, 0, len(raw)), "p"), "Stream", text)
    answer = text.answer()
    assert answer.text == "one\ntwo\nthr\u00e9e"
    for run in answer.parts:
        assert run.exact
        shown = raw[run.start : run.end].decode("utf-16-le")
        assert shown == answer.text[run.char_start : run.char_end]


def test_the_mark_of_a_slide_number_is_no_text() -> None:
    text = Paragraphs(WIDE)
    write_text(b"*", Text(Frame(0x0FA8, 0, 0, 1), "p"), "Stream", text)
    assert text.answer().text == ""
