from __future__ import annotations

import pytest

from amana.sharing.ocfl.paths import CONTENT, LOGICAL, alike, conflicts, faults


@pytest.mark.parametrize(
    ("path", "broken"),
    [
        ("a/b", []),
        ("a b/\u0645\u0644\u0641.txt", []),
        ("a\\b", []),
        ("...", []),
        ("/a", ["E100"]),
        ("a/", ["E100"]),
        ("a//b", ["E099"]),
        ("//a", ["E100"]),
        ("a/../b", ["E099"]),
        ("./a", ["E099"]),
        ("..", ["E099"]),
        ("", ["E099"]),
        ("/", ["E100", "E099"]),
        ("a\0b", ["E098"]),
    ],
)
def test_each_rule_for_one_path(path: str, broken: list[str]) -> None:
    assert [code for code, _ in faults(path, CONTENT)] == broken
    assert len(list(faults(path, LOGICAL))) == len(broken)


def test_a_path_may_not_be_the_folder_of_another() -> None:
    assert list(conflicts(["a", "a/b", "a/b/c", "ab", "a-b"])) == ["a", "a/b"]
    assert list(conflicts(["a!", "a/b", "a"])) == ["a"]
    assert list(conflicts(["a", "b/a", "b/c"])) == []


def test_paths_that_some_file_systems_take_for_one() -> None:
    assert list(alike(["a/B", "a/b", "x"])) == [("a/B", "a/b")]
    assert list(alike(["caf\u00e9", "cafe\u0301"])) == [("caf\u00e9", "cafe\u0301")]
    assert list(alike(["a", "b", "a"])) == []
