"""The whole of the real files: each ends in a state with a reason, and holds the words agreed on.

`expected-words.jsonl` of the material lists, for part of the files, the words that at least two
independent families of readers found. It is a consensus and no gold text (see `test_files.py` for
what people saw): 90 % of the words, in the file or in what is inside it, count as read.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from itertools import chain
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


@pytest.mark.timeout(1800)
def test_every_file_ends_in_a_state_with_its_reason_and_its_words(
    test_data: Path, tally: Tally
) -> None:
    """One test, as the files are many and are to be read once."""
    folder = test_data / "files"
    paths = sorted(path for name in SETS for path in (folder / name).rglob("*") if path.is_file())
    assert len(paths) > 350
    with ReadingPool(1, Limits(cpu_seconds=60, wall_seconds=110)) as pool:
        trees = {str(path.relative_to(folder)): read_tree(pool, path) for path in paths}
    count_the_states(trees, tally)
    mute = [
        leaf.names
        for leaf in chain.from_iterable(trees.values())
        if leaf.outcome.state is not State.READ and not leaf.outcome.reason
    ]
    assert mute == [], "no state without its reason"
    empty = [
        leaf.names
        for leaf in chain.from_iterable(trees.values())
        if leaf.outcome.state is State.READ
        and leaf.outcome.reading is not None
        and not leaf.outcome.reading.text.strip()
    ]
    assert empty == [], "nothing is read that says nothing"
    hold_the_words_agreed_on(folder, trees, tally)


def count_the_states(trees: dict[str, list[Leaf]], tally: Tally) -> None:
    """Tell how many files ended in which state."""
    counts = Counter(tree[0].outcome.state for tree in trees.values())
    for state, number in sorted(counts.items()):
        tally(f"Real files: {state}", passed=number, total=len(trees))
    assert State.REFUSED not in counts


def hold_the_words_agreed_on(folder: Path, trees: dict[str, list[Leaf]], tally: Tally) -> None:
    """Compare with the words that other readers agree on."""
    lines = (folder / "expected-words.jsonl").read_text("utf-8").splitlines()
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
