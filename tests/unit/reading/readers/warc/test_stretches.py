from __future__ import annotations

import gzip
import random

import pytest

from amana.reading.readers.intake import BytesContent, whole
from amana.reading.readers.warc import stretches as module
from amana.reading.readers.warc.stretches import Stretch, Unrolled, stretches

ONE, TWO = b"WARC/1.0\r\none", b"WARC/1.0\r\ntwo"


def found(data: bytes) -> list[tuple[object, ...]]:
    return [
        (whole(part.content), part.start, part.end, part.damaged)
        if isinstance(part, Stretch)
        else part
        for part in stretches(BytesContent(data))
    ]


def test_a_plain_file_is_one_stretch() -> None:
    (stretch,) = stretches(BytesContent(ONE))
    assert isinstance(stretch, Stretch)
    assert (whole(stretch.content), stretch.plain) == (ONE, True)


def test_each_member_is_a_stretch() -> None:
    first, second = gzip.compress(ONE), gzip.compress(TWO)
    middle = len(first)
    assert found(first + second) == [
        (ONE, 0, middle, False),
        (TWO, middle, middle + len(second), False),
    ]


def test_a_record_that_goes_on_in_the_next_member() -> None:
    data = gzip.compress(ONE) + gzip.compress(b" goes on")
    assert found(data) == [(ONE + b" goes on", 0, len(data), False)]


def test_bytes_between_members() -> None:
    first, second = gzip.compress(ONE), gzip.compress(TWO)
    data = first + b"noise \x1f\x8b\x08" + second + b"end"
    at = len(first) + 9
    assert found(data)[1] == (len(first), at)
    assert found(data)[2:] == [(TWO, at, at + len(second), False), (len(data) - 3, len(data))]


def test_a_damaged_member_gives_what_it_has() -> None:
    noise = random.Random(1).randbytes(200_000)  # noqa: S311 - no secret
    first, second = gzip.compress(ONE + noise), gzip.compress(TWO)
    broken = first[:100_000] + bytes(50) + first[100_050:]
    (content, start, end, damaged), after = found(broken + second)
    assert (start, end, damaged) == (0, len(broken), True)
    assert isinstance(content, bytes)
    assert (ONE + noise)[:60_000] == content[:60_000]
    assert after == (TWO, len(broken), len(broken) + len(second), False)


def test_a_member_with_nothing_in_it_is_none() -> None:
    data = gzip.compress(ONE) + gzip.compress(b"")
    assert found(data)[1:] == [(len(gzip.compress(ONE)), len(data))]


@pytest.mark.parametrize("reads", [[(0, 10)], [(5, 3), (0, 4), (99_990, 50), (50_000, 10)]])
def test_large_ones_are_inflated_again(
    monkeypatch: pytest.MonkeyPatch, reads: list[tuple[int, int]]
) -> None:
    monkeypatch.setattr(module, "_SMALL", 1000)
    monkeypatch.setattr(module, "_WINDOW", 500)
    content = ONE + random.Random(2).randbytes(99_987)  # noqa: S311 - no secret
    data = gzip.compress(content[:60_000]) + gzip.compress(content[60_000:])
    (stretch,) = stretches(BytesContent(data))
    assert isinstance(stretch, Stretch)
    assert isinstance(stretch.content, Unrolled)
    assert stretch.content.size == len(content)
    for start, length in reads:
        assert stretch.content.at(start, length) == content[start : start + length]
