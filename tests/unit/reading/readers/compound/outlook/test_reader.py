from __future__ import annotations

import struct
from collections.abc import Callable

from amana.reading import Outcome
from amana.reading.readers.compound.building import compound_file
from amana.reading.readers.compound.reader import read as read_file
from amana.reading.readers.compound.streams import Compound
from amana.reading.readers.intake import BytesContent, Outlet
from amana.reading.wire import ReadOrder, TextAnswer

Streams = Callable[..., dict[tuple[str, ...], bytes]]
Ordering = Callable[..., ReadOrder]
SENT = 129_590_496_000_000_000


def test_a_mail_is_its_header_and_its_body(mail: Streams, taken: Outlet, order: Ordering) -> None:
    headers = "Received: by a\r\nDate: Mon, 29 Aug 2011 02:00:00 +0200\r\n"
    texts = {0x0037: "Ships", 0x1000: "Dear Bo,\r\n\r\n\u0633\u0644\u0627\u0645", 0x0042: "Ana"}
    texts |= {0x0065: "ana@example.org", 0x0E04: "Bo", 0x007D: headers, 0x1035: "<1@example.org>"}
    data = compound_file(mail(texts, x0039=SENT))
    answer = read_file(BytesContent(data), order(data), taken)
    assert answer.text.splitlines() == [
        "From: Ana <ana@example.org>",
        "To: Bo",
        "Date: Mon, 29 Aug 2011 02:00:00 +0200",
        "Subject: Ships",
        "Dear Bo,",
        "\u0633\u0644\u0627\u0645",
    ]
    assert [block.hints for block in answer.blocks] == [("header",)] * 4 + [(), ()]
    facts = dict(answer.metadata)
    assert facts["dc:title"] == "Ships"
    assert facts["dcterms:created"] == "2011-08-29T00:00:00Z"
    assert facts["mail:message-id"] == "<1@example.org>"
    _every_exact_run_is_its_bytes(data, answer)


def _every_exact_run_is_its_bytes(data: bytes, answer: TextAnswer) -> None:
    compound = Compound(BytesContent(data))
    assert answer.parts
    for run in answer.parts:
        assert run.exact
        stream = compound.read(answer.part_names[run.part].name) or b""
        shown = stream[run.start : run.end].decode("utf-16-le")
        assert shown == answer.text[run.char_start : run.char_end]


def test_without_plain_text_the_page_is_read_and_then_rtf(
    mail: Streams, taken: Outlet, order: Ordering
) -> None:
    rtf = rb"{\rtf1 From RTF\par}"
    streams = mail({0x0037: "Ships"})
    streams["__substg1.0_10090102",] = struct.pack("<4I", 0, len(rtf), 0x414C454D, 0) + rtf
    data = compound_file(streams)
    assert read_file(BytesContent(data), order(data), taken).text == "Subject: Ships\nFrom RTF"
    streams["__substg1.0_10130102",] = b"<html><body><p>From <b>HTML</b></p></body></html>"
    data = compound_file(streams)
    answer = read_file(BytesContent(data), order(data), taken)
    assert answer.text == "Subject: Ships\nFrom HTML"
    assert answer.part_names[-1].name == "__substg1.0_10130102"


def test_through_the_sandbox(read: Callable[..., Outcome], mail: Streams) -> None:
    outcome = read(compound_file(mail({0x0037: "Ships", 0x1000: "Dear Bo"})), "mail.msg")
    assert outcome.reading is not None
    assert outcome.reading.text.startswith("Subject: Ships\nDear Bo")
