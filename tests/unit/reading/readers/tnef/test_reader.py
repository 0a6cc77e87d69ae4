from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from amana.reading.notices import Code
from amana.reading.readers.intake import GiveUp
from amana.reading.readers.tnef.reader import libraries, read, warm
from amana.reading.wire import Told
from amana.records import Derivation, State

if TYPE_CHECKING:
    from tests.unit.reading.readers.conftest import Open

HEAD = b"\x78\x9f\x3e\x22\x01\x00"


def attribute(number: int, data: bytes, level: int = 1) -> bytes:
    head = struct.pack("<BII", level, number, len(data))
    return head + data + struct.pack("<H", sum(data) & 0xFFFF)


def text(number: int, value: str) -> bytes:
    data = f"{value}\0".encode("utf-16-le")
    return struct.pack("<HHII", 0x1F, number, 1, len(data)) + data + bytes(-len(data) % 4)


def held(number: int, data: bytes, kind: int = 0x0102) -> bytes:
    return struct.pack("<HHII", kind, number, 1, len(data)) + data + bytes(-len(data) % 4)


def listed(*found: bytes) -> bytes:
    return struct.pack("<I", len(found)) + b"".join(found)


INNER = HEAD + attribute(0x18004, b"inside\0")
MAIL = (
    HEAD
    + attribute(0x69007, struct.pack("<II", 1256, 0))
    + attribute(0x18004, "اجتماع\0".encode("cp1256"))
    + attribute(0x69003, listed(text(0x0C1A, "Hala"), text(0x0C1F, "hala@example.org"),
                                text(0x1000, "The road is closed.\r\nCome on Sunday.")))
    + attribute(0x69004, struct.pack("<I", 1) + listed(text(0x3001, "Omar"),
                                                     struct.pack("<HHI", 3, 0x0C15, 2)))
    + attribute(0x69002, bytes(14), 2)
    + attribute(0x18010, b"PLAN~1.TXT\0", 2)
    + attribute(0x6800F, b"the plan itself", 2)
    + attribute(0x69005, listed(text(0x3707, "plan.txt"), text(0x370E, "text/plain")), 2)
    + attribute(0x69002, bytes(14), 2)
    + attribute(0x69005, listed(text(0x3001, "a mail"), held(0x3701, bytes(16) + INNER, 0x0D)), 2)
)  # fmt: skip


def test_a_mail_with_its_attachments(opened: Open) -> None:
    found = opened(read, MAIL, "winmail.dat")
    assert [line for line in found.answer.text.split("\n") if line] == [
        "From: Hala <hala@example.org>", "Cc: Omar", "Subject: اجتماع", "The road is closed.",
        "Come on Sunday.",
    ]  # fmt: skip
    assert found.names() == [b"attachments/1/plan.txt", b"attachments/2/a mail"]
    assert found.contents() == [b"the plan itself", INNER]
    assert {child.row.derivation for child in found.children} == {Derivation.SLICE}
    assert found.children[0].row.declared == "text/plain"
    assert found.answer.notices == ()
    assert dict(found.answer.metadata)["dc:title"] == "اجتماع"


def test_a_mail_that_ends_early_or_was_changed(opened: Open) -> None:
    cut = opened(read, MAIL[:-30]).answer
    assert Told(Code.STRUCTURE_DAMAGED, 1) in cut.notices
    assert "The road is closed." in cut.text
    changed = MAIL.replace(b"the plan itself", b"the pLan itself")
    found = opened(read, changed)
    assert found.contents()[0] == b"the pLan itself"
    assert Told(Code.STRUCTURE_DAMAGED, 1) in found.answer.notices


def test_attachments_without_a_mail(opened: Open) -> None:
    data = HEAD + attribute(0x69002, bytes(14), 2) + attribute(0x6800F, b"alone", 2)
    found = opened(read, data)
    assert found.answer.notices == (Told(Code.ONLY_EMBEDDED, 1),)
    assert found.contents() == [b"alone"]


def test_what_is_no_tnef_is_given_up(opened: Open) -> None:
    with pytest.raises(GiveUp):
        opened(read, b"no TNEF")
    assert opened(read, b"").answer.notices == (Told(Code.EMPTY_FILE),)


def test_in_the_pool(request: pytest.FixtureRequest) -> None:
    data = HEAD + attribute(0x18004, b"sent\0") + attribute(0x2800C, b"The road is closed.\0")
    outcome = request.getfixturevalue("read")(data, "winmail.dat")
    assert (outcome.state, outcome.media_type) == (State.READ, "application/vnd.ms-tnef")
    assert "The road is closed." in outcome.reading.text


def test_libraries_and_warming() -> None:
    warm()
    assert libraries()[0][0] == "olefile"
