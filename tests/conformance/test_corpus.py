"""The whole of the real files: each ends in a state with a reason, and holds the words agreed on.

`expected-words.jsonl` of the material lists, for part of the files, the words that at least two
independent families of readers found. It is a consensus and no gold text (see `test_files.py` for
what people saw): 90 % of the words, in the file or in what is inside it, count as read.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conformance.conftest import Tally
from tests.conformance.trees import Leaf, read_tree

from amana.reading import Limits, ReadingPool
from amana.records import State

SETS = ("apache-tika", "ingest-file", "kreuzberg", "markitdown")
ENOUGH = 0.9
LEAST_AGREEING = 152
"""So many of the files hold the words agreed on; raised with the readers, never lowered."""


@pytest.fixture(scope="module")
def trees(test_data: Path) -> Iterator[dict[str, list[Leaf]]]:
    """Every real file, read with all that is inside it."""
    folder = test_data / "files"
    paths = sorted(path for name in SETS for path in (folder / name).rglob("*") if path.is_file())
    with ReadingPool(1, Limits(cpu_seconds=60, wall_seconds=110)) as pool:
        yield {str(path.relative_to(folder)): read_tree(pool, path) for path in paths}


@pytest.mark.timeout(1800)
def test_every_file_ends_in_a_state_with_its_reason(
    trees: dict[str, list[Leaf]], tally: Tally
) -> None:
    leaves = [leaf for tree in trees.values() for leaf in tree]
    mute = [
        leaf.names
        for leaf in leaves
        if leaf.outcome.state is not State.READ and not leaf.outcome.reason
    ]
    empty = [
        leaf.names
        for leaf in leaves
        if leaf.outcome.state is State.READ
        and leaf.outcome.reading is not None
        and not leaf.outcome.reading.text.strip()
    ]
    counts: dict[str, int] = {}
    for tree in trees.values():
        counts[tree[0].outcome.state] = counts.get(tree[0].outcome.state, 0) + 1
    for state, number in sorted(counts.items()):
        tally(f"Real files: {state}", passed=number, total=len(trees))
    assert not mute
    assert not empty


@pytest.mark.timeout(1800)
def test_the_words_agreed_on_are_found(
    trees: dict[str, list[Leaf]], test_data: Path, tally: Tally
) -> None:
    lines = (test_data / "files" / "expected-words.jsonl").read_text("utf-8").splitlines()
    agreed = {row["path"]: set(row["words"]) for row in map(json.loads, lines)}
    passed, misses = 0, []
    for path, words in agreed.items():
        found = set().union(*(words_of(leaf) for leaf in trees[path]))
        share = len(words & found) / len(words)
        passed += share >= ENOUGH
        if share < ENOUGH:
            misses.append(f"{path}: {share:.0%} of {len(words)} words")
    tally("Words that readers agree on", passed=passed, total=len(agreed), misses=misses)
    assert passed >= LEAST_AGREEING


def words_of(leaf: Leaf) -> set[str]:
    """Return the words of two or more letters in the text of an original, in small letters."""
    if leaf.outcome.reading is None:
        return set()
    text = unicodedata.normalize("NFC", leaf.outcome.reading.text).lower()
    return set(re.findall(r"[^\W\d_]{2,}", text))
