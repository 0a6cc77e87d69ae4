from __future__ import annotations

from pathlib import Path

import pycrfsuite  # type: ignore[import-untyped]  # no stubs
import pytest

from amana.analysis.arabic import words_of
from amana.analysis.names.arabic_listed import Found
from amana.analysis.names.arabic_tagged import pieces_of, spans_of, tags_of, united
from amana.analysis.names.tagger_ar import seen
from amana.core import UnavailableError

TEXT = "وصل كاسترو أمس."


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Weights that know one invented name."""
    path = tmp_path_factory.mktemp("models") / "names-ar"
    words = [piece.text for piece in pieces_of(TEXT, words_of(TEXT, 0, len(TEXT)))]
    trainer = pycrfsuite.Trainer(verbose=False)
    for _ in range(5):
        trainer.append(seen([words], [["O"] * len(words)])[0], ["O", "B-PERS", "O"])
    trainer.set_params({"c1": 0.0, "c2": 0.001, "max_iterations": 50})
    trainer.train(str(path))
    return path


def test_signs_are_pieces_too() -> None:
    text = "قال: (نعم)"
    pieces = pieces_of(text, words_of(text, 0, len(text)))
    assert [piece.text for piece in pieces] == ["قال", ":", "(", "نعم"]
    assert [piece.word for piece in pieces] == [0, None, None, 1]


def test_names_give_tags_and_tags_give_spans() -> None:
    found = [Found(0, 2, 0, 7, "PERSON"), Found(2, 3, 8, 12, "NORP")]
    tags = tags_of([(0, 3), (4, 7), (8, 12)], found)
    assert tags == ["B-PERS", "I-PERS", "O"]
    assert list(spans_of(tags)) == [(0, 2, "PERS")]
    assert list(spans_of(["I-LOC", "B-LOC", "I-ORG"])) == [
        (0, 1, "LOC"), (1, 2, "LOC"), (2, 3, "ORG"),
    ]  # fmt: skip


def test_the_tagger_adds_what_the_rules_do_not_know(model: Path) -> None:
    words = words_of(TEXT, 0, len(TEXT))
    (found,) = united(TEXT, [words], [[]], model)
    assert [(each.type, TEXT[each.start : each.end]) for each in found] == [("PERSON", "كاسترو")]


def test_what_lists_know_stays(model: Path) -> None:
    words = words_of(TEXT, 0, len(TEXT))
    known = Found(0, 1, 0, 3, "GPE", "key")
    (found,) = united(TEXT, [words], [[known]], model)
    assert known in found


def test_weights_that_cannot_be_read(tmp_path: Path) -> None:
    broken = tmp_path / "names-ar"
    broken.write_bytes(b"nothing of the kind")
    with pytest.raises(UnavailableError, match="names/ar"):
        united(TEXT, [words_of(TEXT, 0, len(TEXT))], [[]], broken)
