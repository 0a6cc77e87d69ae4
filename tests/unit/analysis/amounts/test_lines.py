# ruff: noqa: RUF001 - Arabic letters and digits are meant

from __future__ import annotations

from tests.unit.analysis.conftest import MakeFrame

from amana.analysis.amounts import Line, lines


def test_arabic_is_looked_at_in_its_one_spelling() -> None:
    line = Line("قُتِل ١٧ شخصاً", 10, "ar")
    assert line.text == "قتل 17 شخصا"
    start = line.text.index("17")
    assert line.quoted(start, start + 2) == "١٧"
    assert line.place(start, start + 2) == (16, 18)


def test_english_stands_as_it_is(frame_of: MakeFrame) -> None:
    frame = frame_of("Omar Ness left the port of Norhaven. He took two ships.")
    found = list(lines(frame))
    assert [line.text for line in found] == [
        "Omar Ness left the port of Norhaven.", "He took two ships.",
    ]  # fmt: skip
    assert found[1].place(0, 2) == (37, 39)
