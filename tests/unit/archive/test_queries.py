from __future__ import annotations

from pathlib import Path

import pytest

from amana.archive.queries import Waiting, WaitingQueries, responses, write_queries
from amana.core import TokenRefused, UsageError
from amana.custody import make_query
from amana.custody.backends import MemoryAuthority

NOTE = b"a checkpoint\n"


def waiting(authority: str = "north", size: int = 7) -> Waiting:
    return Waiting(authority=authority, size=size, query=make_query(NOTE), note=NOTE)


def test_a_query_waits_until_it_is_answered(tmp_path: Path) -> None:
    queries = WaitingQueries(tmp_path / "work" / "timestamps")
    assert list(queries) == []
    first, second = waiting(), waiting("south-west", 12)
    for each in (first, second):
        queries.keep(each)
    assert list(WaitingQueries(tmp_path / "work" / "timestamps")) == [first, second]
    answer = MemoryAuthority().ask(second.query)
    assert queries.answered_by(answer) == second
    queries.drop(second)
    queries.drop(second)
    with pytest.raises(TokenRefused, match="answers no query that waits here"):
        queries.answered_by(answer)
    assert list(queries) == [first]


def test_what_is_incomplete_waits_for_nothing(tmp_path: Path) -> None:
    queries = WaitingQueries(tmp_path)
    queries.keep(waiting())
    (tmp_path / "north-7.note").unlink()
    (tmp_path / "stray.tsq").write_bytes(b"x")
    (tmp_path / "north-8.tsq").write_bytes(b"garbage")
    (tmp_path / "north-8.note").write_bytes(NOTE)
    assert [each.size for each in queries] == [8]
    with pytest.raises(TokenRefused, match="answers no query"):
        queries.answered_by(MemoryAuthority().ask(make_query(NOTE)))


def test_queries_are_written_beside_what_is_there(tmp_path: Path) -> None:
    each = waiting()
    stick = tmp_path / "a" / "stick"
    assert write_queries([each], stick) == write_queries([each], stick)
    assert (stick / "north-7.tsq").read_bytes() == each.query
    with pytest.raises(UsageError, match="is there already"):
        write_queries([waiting()], stick)
    assert (stick / "north-7.tsq").read_bytes() == each.query


def test_responses_are_taken_from_folders_and_by_name(tmp_path: Path) -> None:
    for name in ("b.tsr", "a.tsr", "c.tsq", "d.der"):
        (tmp_path / name).write_bytes(name.encode())
    assert [path.name for path, _ in responses([tmp_path, tmp_path / "d.der"])] == [
        "a.tsr", "b.tsr", "d.der"
    ]  # fmt: skip
    (tmp_path / "long.tsr").write_bytes(bytes(2 << 20))
    assert [len(data) for path, data in responses([tmp_path / "long.tsr"])] == [(1 << 20) + 1]
