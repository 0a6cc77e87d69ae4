"""Compound files and RTF, damaged at any place: an answer that can be true, or given up."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.reading.believing import refuse_impossible
from amana.reading.readers.compound.building import compound_file
from amana.reading.readers.compound.reader import read as read_compound
from amana.reading.readers.intake import BytesContent, Closed, Content, GiveUp, Outlet
from amana.reading.readers.rtf.reader import read as read_rtf
from amana.reading.wire import Budget, ReadOrder, TextAnswer, pack, unpack_answer

Reading = Callable[[Content, ReadOrder, Outlet], TextAnswer]
BUDGET = Budget(text_chars=50_000, runs=5000, pages=50, pixels=1)
LETTER = (
    rb"{\rtf1\ansi\ansicpg1256\deff0{\fonttbl{\f0 A;}{\f1\fcharset128 B;}}{\info{\title T}}"
    rb"{\header h\par}\pard a{\footnote n} \'d3\u1587 ?{\f1 \'94N}\par\trowd\intbl x\cell\row"
    rb"{\pict\pngblip 8950}{\object{\*\objdata 0105}}"
    rb"{\field{\*\fldinst HYPERLINK a}{\fldrslt b}}}"
)


def frame(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def atom(kind: int, body: bytes, version: int = 0) -> bytes:
    return struct.pack("<HHI", version, kind, len(body)) + body


def word() -> dict[tuple[str, ...], bytes]:
    text = b"One\rtwo\x07three\x07\x07\x13 HYPERLINK \x14x\x15\r"
    main = bytearray(2048) + text
    struct.pack_into("<6H", main, 0, 0xA5EC, 0xC1, 0, 0x0409, 0, 0x0200)
    struct.pack_into("<i", main, 0x4C, len(text))
    rows = struct.pack("<2I", 0, len(text)) + struct.pack("<HIH", 0, 2048 * 2 | 0x40000000, 0)
    table = b"\x02" + struct.pack("<I", len(rows)) + rows
    struct.pack_into("<II", main, 0x1A2, 0, len(table))
    return {("WordDocument",): bytes(main), ("1Table",): table}


def samples() -> list[bytes]:
    sheet = frame(0x85, struct.pack("<IBBBB", 60, 0, 0, 1, 0) + b"S") + frame(0x0A, b"")
    sheet += frame(0x809, bytes(16)) + frame(0x1C, bytes(14)) + frame(0x1B6, bytes(18))
    book = frame(0x809, struct.pack("<HH", 0x600, 5) + bytes(12)) + sheet
    talk = atom(0x03EE, atom(0x0FA8, b"slide") + atom(0x0FBA, b"a\0"), 0xF)
    mail = bytes(32) + struct.pack("<HHIQ", 3, 0x3FFD, 6, 1256)
    trees: list[dict[tuple[str, ...], bytes]] = [
        word(),
        {("Workbook",): book},
        {("PowerPoint Document",): talk, ("Current User",): bytes(20)},
        {
            ("__properties_version1.0",): mail,
            ("__substg1.0_0037001E",): b"subject",
            ("__substg1.0_10090102",): struct.pack("<4I", 9, 99, 0x75465A4C, 0) + b"\0{\\rtf x",
            ("__attach_version1.0_#00000000", "__substg1.0_37010102"): b"file",
        },
        {("\x05SummaryInformation",): bytes(60), ("Odd", "\x01Ole10Native"): bytes(30)},
    ]
    return [compound_file(tree) for tree in trees]


SAMPLES = samples()


def believable(read: Reading, data: bytes) -> None:
    order = ReadOrder(family="any", name="", size=len(data), budget=BUDGET)
    try:
        answer = read(BytesContent(data), order, Closed())
    except GiveUp:
        return
    refuse_impossible(unpack_answer(pack(answer)), order)


def damaged(data: bytes, changes: list[tuple[int, bytes]], cut: int) -> bytes:
    out = bytearray(data)
    for at, new in changes:
        place = at % len(out)
        out[place : place + len(new)] = new
    return bytes(out[: len(out) - cut % len(out)] if cut else out)


WORDS = [
    *rb"{ } \par \* \footnote \cell \row \u-10180 \uc2 \'94 \bin3 \pict \objdata \v \info".split(),
    *rb"\fldinst \field \fonttbl \stylesheet \header ab".split(),
    b" ",
    b"\xe9",
]
CHANGES = st.lists(
    st.tuples(st.integers(0, 1 << 16), st.binary(min_size=1, max_size=4)), max_size=8
)
CUTS = st.one_of(st.just(0), st.integers(0, 1 << 14))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SAMPLES), CHANGES, CUTS)
def test_damaged_compound_files(data: bytes, changes: list[tuple[int, bytes]], cut: int) -> None:
    believable(read_compound, damaged(data, changes, cut))


@settings(max_examples=120, deadline=None)
@given(CHANGES, CUTS)
def test_damaged_letters(changes: list[tuple[int, bytes]], cut: int) -> None:
    believable(read_rtf, damaged(LETTER, changes, cut))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_words_in_any_order(words: list[bytes]) -> None:
    believable(read_rtf, b"{\\rtf1 " + b"".join(words) + b"}")


@pytest.mark.deep
@settings(max_examples=5000, deadline=None)
@given(st.sampled_from(SAMPLES), CHANGES, CUTS)
def test_damaged_compound_files_many(
    data: bytes, changes: list[tuple[int, bytes]], cut: int
) -> None:
    believable(read_compound, damaged(data, changes, cut))
