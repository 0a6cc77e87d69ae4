from __future__ import annotations

import pytest

from amana.reading.readers.containers.gaps import without_padding
from amana.reading.readers.intake import BytesContent


@pytest.mark.parametrize(
    ("data", "start", "end", "rest"),
    [
        (b"abc", 0, 3, (0, 3)),
        (b"\0\0abc\0", 0, 6, (2, 5)),
        (b"a\0\0\0", 1, 4, (1, 1)),
        (b"", 0, 0, (0, 0)),
        (bytes(3 << 20) + b"x" + bytes(2 << 20), 0, 5 << 20, (3 << 20, (3 << 20) + 1)),
        (b"x" + bytes(2 << 20) + b"y", 0, (2 << 20) + 2, (0, (2 << 20) + 2)),
    ],
)
def test_padding_at_both_ends_is_left_out(
    data: bytes, start: int, end: int, rest: tuple[int, int]
) -> None:
    assert without_padding(BytesContent(data), start, end) == rest


def test_other_padding() -> None:
    assert without_padding(BytesContent(b"\r\n\r\nx\n"), 0, 6, b"\r\n") == (4, 5)
