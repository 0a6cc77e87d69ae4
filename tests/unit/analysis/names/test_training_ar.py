# ruff: noqa: RUF001 - Arabic letters are meant

from __future__ import annotations

from pathlib import Path

from amana.analysis.names.training_ar import annotated, as_seen, laid, tagged, texts, train

CORPUS = """قال O
سامر B-PERS
الكرمي I-PERS
. O

زار O
النورلند B-LOC
(
"""


def test_a_corpus_is_read_sentence_by_sentence() -> None:
    first, second = annotated(CORPUS)
    assert first.words == ("قال", "سامر", "الكرمي", ".")
    assert first.tags == ("O", "B-PERS", "I-PERS", "O")
    assert second.tags == ("O", "B-LOC", "O")
    assert list(annotated("")) == []


def test_sentences_are_laid_out_as_a_text() -> None:
    sentences = list(annotated(CORPUS))
    text = laid(sentences)
    assert text.text == "قال سامر الكرمي .\nزار النورلند ("
    assert [text.text[slice(*place)] for place in text.places[1]] == ["زار", "النورلند", "("]
    assert [text.text[e.start : e.end] for e in text.found[0]] == ["سامر الكرمي"]
    assert len(as_seen(sentences)) == 2


def test_texts_are_runs_of_sentences() -> None:
    sentences = list(annotated(CORPUS)) * 25
    assert [len(each) for each in texts(sentences)] == [40, 10]


def test_training_twice_gives_the_same_weights_that_know_the_names(tmp_path: Path) -> None:
    sentences = list(annotated(CORPUS)) * 10
    weights = train(sentences)
    assert train(sentences) == weights
    model = tmp_path / "names-ar"
    model.write_bytes(weights)
    assert list(tagged(model, sentences[:2])) == [list(each.tags) for each in sentences[:2]]
