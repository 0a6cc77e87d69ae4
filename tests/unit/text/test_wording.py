"""Words of a sheet whose places are filled."""

from __future__ import annotations

from pathlib import Path

from amana.text import Kind, Run, Wording, read_wording, value


def made(tmp_path: Path) -> Wording:
    (tmp_path / "note.en.toml").write_text(
        'direction = "ltr"\ncomma = ", "\n[a]\nsaid = "See section 5: {one}{two}."\n'
    )
    return read_wording(tmp_path, "note", "en")


def test_a_value_is_no_place_to_be_filled(tmp_path: Path) -> None:
    line = made(tmp_path).say("a.said", one=value("{two}"), two=(value("{one}"),))
    assert [run.text for run in line if run.kind is Kind.VALUE] == ["{two}", "{one}"]


def test_a_number_stays_on_the_line_of_its_word(tmp_path: Path) -> None:
    words = made(tmp_path)
    assert "section\u00a05" in words.word("a.said")
    assert words.has("a.said")
    assert not words.has("a.never")


def test_lines_are_parted_by_commas(tmp_path: Path) -> None:
    words = made(tmp_path)
    assert words.listed([]) == ()
    line = words.listed([words.plain("a"), words.plain("b")])
    assert line[0] == Run(kind=Kind.WORDS, text="a")
    assert "".join(run.text for run in line) == "a, b"
