from __future__ import annotations

from amana.reading.readers.rtf.tokens import Kind, Token, tokens


def kinds(data: bytes) -> list[Kind]:
    return [token.kind for token in tokens(data)]


def test_rtf_is_cut_with_its_offsets() -> None:
    data = rb"{\b1 Hi\'e9\~\par}"
    assert list(tokens(data)) == [
        Token(Kind.OPEN, 0, 1),
        Token(Kind.WORD, 1, 5, b"b", 1),
        Token(Kind.TEXT, 5, 7, b"Hi"),
        Token(Kind.HEX, 7, 11, b"\xe9"),
        Token(Kind.SYMBOL, 11, 13, b"~"),
        Token(Kind.WORD, 13, 17, b"par"),
        Token(Kind.CLOSE, 17, 18),
    ]


def test_raw_bytes_are_as_many_as_they_say_or_as_there_are() -> None:
    assert next(iter(tokens(b"\\bin3 {}}x"))) == Token(Kind.RAW, 6, 9, b"{}}")
    assert next(iter(tokens(b"\\bin999999999 {}"))).value == b"{}"
    assert next(iter(tokens(b"\\bin-5 x"))).value == b""


def test_line_ends_are_no_text_and_odd_ends_are_passed_over() -> None:
    assert kinds(b"a\r\nb\0c") == [Kind.TEXT] * 3
    assert kinds(b"\\") == []
    assert kinds(b"\\'zz") == [Kind.SYMBOL, Kind.TEXT]
    assert kinds(b"\\u-12 x") == [Kind.WORD, Kind.TEXT]
