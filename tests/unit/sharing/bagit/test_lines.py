from __future__ import annotations

import io
import tracemalloc

import pytest

from amana.sharing.bagit.lines import LONGEST_LINE, text_lines
from amana.sharing.bagit.rules import Findings


def read(data: bytes, encoding: str = "utf-8") -> tuple[list[tuple[int, str]], list[str]]:
    findings = Findings()
    lines = list(text_lines(io.BytesIO(data), encoding, "manifest-md5.txt", findings))
    return lines, [f"{found.code} {found.detail}" for found in findings.kept]


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_lines_end_as_the_standard_says_and_not_elsewhere(end: bytes) -> None:
    lines, told = read(end.join([b"a\x0bb", "c\u2028d\x85".encode(), b"", b"e"]))
    assert lines == [(1, "a\x0bb"), (2, "c\u2028d\x85"), (3, ""), (4, "e")]
    assert told == []


def test_a_line_end_may_stand_across_two_pieces() -> None:
    line = b"x" * ((1 << 16) - 1)
    assert [len(text) for _, text in read(line + b"\r\n" + b"y\r")[0]] == [len(line), 1]


def test_bytes_that_are_no_text_cost_their_line_only() -> None:
    lines, told = read(b"good\nb\xffd\nbetter\n")
    assert lines == [(1, "good"), (3, "better")]
    assert told == ["text-encoding line 2"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "iso-8859-1"])
def test_other_encodings_are_read(encoding: str) -> None:
    assert read("één\ntwee".encode(encoding), encoding)[0] == [(1, "één"), (2, "twee")]


def test_half_a_character_at_the_end_is_told() -> None:
    assert read("ab\ncd".encode("utf-16-le") + b"\x00", "utf-16-le")[1] == ["text-encoding line 2"]


def test_a_byte_order_mark_in_utf_8_is_told() -> None:
    lines, told = read(b"\xef\xbb\xbfone\n")
    assert (lines, told) == ([(1, "one")], ["text-bom None"])


def test_a_line_without_end_takes_no_more_memory_than_the_longest() -> None:
    class Endless(io.BytesIO):
        left = 40 << 20

        def read(self, size: int | None = -1, /) -> bytes:
            self.left -= size or 0
            return b"a" * (size or 0) if self.left > 0 else b""

    tracemalloc.start()
    findings = Findings()
    lines = list(text_lines(Endless(), "utf-8", "m", findings))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert lines == []
    assert [found.code for found in findings.kept] == ["text-line-too-long"]
    assert peak < 16 * LONGEST_LINE


def test_after_a_line_that_is_too_long_the_next_is_read() -> None:
    lines, told = read(b"a" * (3 << 20) + b"\nnext\n" + b"b" * (2 << 20) + b"\nlast")
    assert lines == [(2, "next"), (4, "last")]
    assert told == ["text-line-too-long line 1", "text-line-too-long line 3"]
