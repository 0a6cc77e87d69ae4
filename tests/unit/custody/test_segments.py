from __future__ import annotations

import pytest

from amana.core import CustodyError
from amana.custody import Payload
from amana.custody.payload import encode
from amana.custody.segments import (
    SEGMENT,
    committed_length,
    index_of,
    read_lines,
    segment_path,
    segment_share,
    split_lines,
    uncommitted,
)
from amana.records import Field


def line(index: int, value: str = "v") -> bytes:
    return encode(Payload(index=index, slots=(Field(name="n", value=value, salt="ab" * 32),)))


LINES = [line(i) for i in range(5)]
DATA = b"".join(LINES)


def read(files: dict[str, bytes], path: str) -> bytes:
    if path not in files:
        raise CustodyError(f"custody/{path} is missing")
    return files[path]


def test_segments_are_numbered_like_tiles() -> None:
    assert segment_path(0) == "payloads/000.jsonl"
    assert segment_path(1234067) == "payloads/x001/x234/067.jsonl"


@pytest.mark.parametrize(
    ("number", "size", "share"),
    [(0, 0, 0), (0, 1, 1), (0, 1024, 1024), (0, 5000, 1024), (1, 1024, 0), (1, 1025, 1), (9, 5, 0)],
)
def test_the_share_of_a_segment(number: int, size: int, share: int) -> None:
    assert segment_share(number, size) == share


def test_only_a_line_feed_ends_a_line() -> None:
    assert split_lines(b"") == []
    assert split_lines(b"a\rb\x0b\x0c\x1c\x85c\n\nd") == [b"a\rb\x0b\x0c\x1c\x85c\n", b"\n", b"d"]


def test_lines_are_read_across_segments() -> None:
    whole = [b"%d\n" % i for i in range(2 * SEGMENT + 3)]
    files = {segment_path(n): b"".join(whole[n * SEGMENT : (n + 1) * SEGMENT]) for n in range(3)}
    for start, end in [(0, 0), (0, 1), (1023, 1025), (0, len(whole)), (1024, 2048), (2047, 2051)]:
        assert list(read_lines(lambda path: read(files, path), start, end)) == whole[start:end]


def test_a_missing_line_is_named_after_those_that_are_there() -> None:
    files = {segment_path(0): DATA}
    found = read_lines(lambda path: read(files, path), 3, 7)
    assert [next(found), next(found)] == LINES[3:]
    with pytest.raises(CustodyError, match="payload of entry 5 is missing"):
        next(found)
    with pytest.raises(CustodyError, match=r"payloads/001.jsonl is missing"):
        list(read_lines(lambda path: read(files, path), 1024, 1025))


def test_what_is_committed_ends_behind_the_line_of_the_last_entry() -> None:
    for size in range(1, 6):
        assert committed_length(DATA, 0, size) == len(b"".join(LINES[:size]))
        assert committed_length(DATA + b'{"torn', 0, size) == len(b"".join(LINES[:size]))
    assert committed_length(DATA, 0, 0) == 0
    assert committed_length(b"anything", 1, 1024) == 0


def test_damage_in_the_middle_does_not_move_the_end() -> None:
    flipped = DATA.replace(LINES[1], LINES[1].replace(b'"v"', b'"w"'))
    assert committed_length(flipped + b"tail", 0, 5) == len(DATA)


@pytest.mark.parametrize("place", [3, len(DATA) // 2, len(DATA) - 3, len(DATA) - 2])
def test_a_line_feed_that_damage_put_in_moves_nothing_to_quarantine(place: int) -> None:
    damaged = DATA[:place] + b"\n" + DATA[place:]
    with pytest.raises(CustodyError, match="its line 5 is not the payload of entry 4"):
        committed_length(damaged, 0, 5)


def test_a_line_feed_that_damage_took_away_is_noticed() -> None:
    for number in range(5):
        joined = b"".join(x[:-1] + b"\x0b" if i == number else x for i, x in enumerate(LINES))
        with pytest.raises(CustodyError, match="has lost lines"):
            committed_length(joined, 0, 5)


def test_a_segment_older_than_the_head_is_noticed() -> None:
    with pytest.raises(CustodyError, match="has lost lines: 5 entries of it are committed"):
        committed_length(b"".join(LINES[:4]), 0, 5)
    with pytest.raises(CustodyError, match="has lost lines"):
        committed_length(DATA[:-1], 0, 5)


def test_what_is_uncommitted_is_found_in_every_segment_from_the_open_one_on() -> None:
    full = b"".join(line(i) for i in range(SEGMENT))
    files = {segment_path(0): full, segment_path(1): b"more\n", segment_path(2): b"x"}
    found = uncommitted(lambda path: read(files, path), SEGMENT - 1)
    last = len(line(SEGMENT - 1))
    assert found == [
        (segment_path(0), len(full) - last, full[-last:]),
        (segment_path(1), 0, b"more\n"),
        (segment_path(2), 0, b"x"),
    ]
    assert uncommitted(lambda path: read(files, path), SEGMENT) == found[1:]


def test_a_missing_segment_matters_only_where_something_in_it_is_committed() -> None:
    assert uncommitted(lambda path: read({}, path), 0) == []
    assert uncommitted(lambda path: read({}, path), SEGMENT) == []
    with pytest.raises(CustodyError, match=r"payloads/000.jsonl is missing"):
        uncommitted(lambda path: read({}, path), 1)


def test_the_index_that_a_line_states() -> None:
    assert index_of(line(7)) == 7
    assert index_of(b"torn") is None
