from __future__ import annotations

import msgspec
import pytest

from amana.records import Problem


def test_a_problem_says_where_and_how() -> None:
    problem = Problem(step="originals", path="vault/packs/1.tar", detail="byte 7 differs")
    assert msgspec.json.decode(msgspec.json.encode(problem), type=Problem) == problem


def test_a_problem_without_a_path_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="path"):
        msgspec.convert({"step": "originals", "detail": "byte 7 differs"}, Problem)
