from __future__ import annotations

import pytest

from amana.reading.readers.rtf.tokens import cut


class Heard:
    """Writes down what it is told, and is over when the last group is closed."""

    def __init__(self) -> None:
        self.all: list[tuple[object, ...]] = []
        self._open = 0

    def opened(self, n: int) -> None:
        self._open += n
        self.all.append(("opened", n))

    def closed(self, n: int, start: int) -> bool:
        self._open -= n
        self.all.append(("closed", n, start))
        return self._open <= 0

    def word(self, word: bytes, number: int | None, start: int, end: int) -> None:
        self.all.append(("word", word, number, start, end))

    def symbol(self, symbol: bytes, start: int, end: int) -> None:
        self.all.append(("symbol", symbol, start, end))

    def escaped(self, data: bytes, start: int, end: int) -> None:
        self.all.append(("escaped", data, start, end))

    def plain(self, data: bytes, start: int, end: int) -> None:
        self.all.append(("plain", data, start, end))

    def raw(self, data: bytes) -> None:
        self.all.append(("raw", data))


def heard(data: bytes, start: int = 0) -> list[tuple[object, ...]]:
    taker = Heard()
    cut(data, start, taker)
    return taker.all


def test_rtf_is_cut_with_its_offsets() -> None:
    assert heard(rb"{\b1 Hi\'e9\'EA\~\par}x") == [
        ("opened", 1),
        ("word", b"b", 1, 1, 5),
        ("plain", b"Hi", 5, 7),
        ("escaped", b"\xe9\xea", 7, 15),
        ("symbol", b"~", 15, 17),
        ("word", b"par", None, 17, 21),
        ("closed", 1, 21),
    ]


def test_raw_bytes_are_as_many_as_they_say_or_as_there_are() -> None:
    assert heard(b"\\bin3 {}}x") == [("raw", b"{}}"), ("plain", b"x", 9, 10)]
    assert heard(b"\\bin999999999 {}") == [("raw", b"{}")]
    assert heard(b"\\bin-5 x")[0] == ("raw", b"")
    assert heard(b"\\bin x") == [("raw", b""), ("plain", b"x", 5, 6)]


def test_line_ends_are_no_text_and_odd_ends_are_passed_over() -> None:
    assert [each[:2] for each in heard(b"a\r\nb\0c")] == [
        ("plain", b"a"),
        ("plain", b"b"),
        ("plain", b"c"),
    ]
    assert heard(b"\\") == []
    assert heard(b"\\'zz") == [("symbol", b"'", 0, 2), ("plain", b"zz", 2, 4)]
    assert heard(b"\\u-12 x") == [("word", b"u", -12, 0, 6), ("plain", b"x", 6, 7)]


def test_it_is_over_when_the_outermost_group_is_closed() -> None:
    assert cut(b"{{}}", 0, Heard())
    assert not cut(b"{{}", 0, Heard())
    assert not cut(b"{\\bin99 }", 0, Heard())


@pytest.mark.parametrize(("piece", "start"), [(b"{", b""), (b"}", b""), (b"\\'e9", b"{")])
def test_what_is_alike_comes_at_once(piece: bytes, start: bytes) -> None:
    data = start + piece * 10_000
    assert len(heard(data)) == 1 + len(start)
    assert heard(data)[-1][1] in {10_000, b"\xe9" * 10_000}
