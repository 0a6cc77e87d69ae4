from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.reading.believing import refuse_impossible
from amana.reading.charsets import codec
from amana.reading.notices import Code
from amana.reading.readers.text import STRIDE, read_bytes
from amana.reading.wire import ReadOrder, TextAnswer

Order = Callable[..., ReadOrder]
ARABIC = "قالت مصادر محلية إن ثلاثة أشخاص أصيبوا قرب البلدة يوم السبت، ونفى الناطق ذلك."


def covered(answer: TextAnswer, data: bytes) -> bool:
    """Tell whether the map covers all of the text and all of the bytes, without a gap."""
    char = byte = 0
    for run in answer.runs:
        if (run.char_start, run.byte_start) != (char, byte):
            return False
        char, byte = run.char_end, run.byte_end
    return (char, byte) == (len(answer.text), len(data))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("one\r\ntwo\rthree\n", "utf-8"),
        ("\ufeffone", "utf-8"),
        ("\ufeff" + ARABIC, "utf-16le"),
        ("\ufeff" + ARABIC, "utf-16be"),
        ("\ufeff" + ARABIC + "\U0001f54a", "utf-32le"),
        (ARABIC, "windows-1256"),
        (ARABIC, "iso-8859-6"),
        ("déjà vu à l'école", "windows-1252"),
        (ARABIC * 1000, "utf-8"),
    ],
)
def test_the_text_is_the_decoded_original_unchanged(text: str, encoding: str, order: Order) -> None:
    data = text.encode(codec(encoding))
    answer = read_bytes(data, order(data).budget)
    assert answer.text == text
    assert answer.encoding == encoding
    assert all(run.exact for run in answer.runs)
    assert covered(answer, data)
    refuse_impossible(answer, order(data))


def test_runs_are_short_enough_to_be_measured_again(order: Order) -> None:
    answer = read_bytes("é".encode() * (STRIDE * 2 + 5), order(b"x" * STRIDE * 5).budget)
    assert [run.char_end - run.char_start for run in answer.runs] == [STRIDE, STRIDE, 5]
    assert answer.runs[1].byte_start == 2 * STRIDE


def test_broken_places_are_replaced_and_mapped(order: Order) -> None:
    data = "سلام ".encode() * 9 + b"\xd8 then \xff\xfe end " + "سلام".encode()
    answer = read_bytes(data, order(data).budget)
    assert answer.encoding == "utf-8"
    assert answer.text.count("\ufffd") == 3
    assert Code.BYTES_UNDECODABLE in {told.code for told in answer.notices}
    assert covered(answer, data)
    broken = [data[r.byte_start : r.byte_end] for r in answer.runs if not r.exact]
    assert broken == [b"\xd8", b"\xff", b"\xfe"]
    for run in answer.runs:
        if run.exact:
            piece = data[run.byte_start : run.byte_end].decode()
            assert piece == answer.text[run.char_start : run.char_end]


def test_a_guess_is_told(order: Order) -> None:
    answer = read_bytes(ARABIC.encode("cp1256"), order().budget)
    assert [told.code for told in answer.notices] == [Code.ENCODING_GUESSED]
    assert read_bytes(b"plain", order().budget).notices == ()


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf\n"])
def test_nothing_to_read_has_its_reason(data: bytes, order: Order) -> None:
    answer = read_bytes(data, order(data).budget)
    (told,) = answer.notices
    assert told.code is (Code.BLANK if data else Code.EMPTY_FILE)
    assert answer.text == ""
    assert answer.runs == ()


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 40, b"\xff\xfe" + bytes(range(0xD8, 0xE0)) * 200]
)
def test_bytes_that_are_no_text_have_no_reader(data: bytes, order: Order) -> None:
    assert [told.code for told in read_bytes(data, order(data).budget).notices] == [Code.NOT_TEXT]


@pytest.mark.parametrize(("text", "encoding"), [(ARABIC, "utf-8"), (ARABIC, "cp1256")])
def test_a_text_beyond_its_budget_is_cut_and_stays_exact(
    text: str, encoding: str, order: Order
) -> None:
    data = (text * 10).encode(encoding)
    narrow = order(data, text_chars=100)
    answer = read_bytes(data, narrow.budget)
    assert answer.text == (text * 10)[:100]
    assert answer.notices[-1] == (Code.TEXT_CUT, 100)
    assert answer.runs[-1].byte_end == len(answer.text.encode(encoding))
    refuse_impossible(answer, narrow)


def test_a_map_beyond_its_budget_cuts_the_text(order: Order) -> None:
    data = ("سلام " * 40).encode() + b"\xff" + ("سلام " * 40).encode() + b"\xfe" + b"end"
    answer = read_bytes(data, order(data, runs=3).budget)
    assert len(answer.runs) == 3
    assert answer.text.endswith("سلام ")
    assert Code.TEXT_CUT in {told.code for told in answer.notices}
    refuse_impossible(answer, order(data, runs=3))
