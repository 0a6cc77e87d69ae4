# ruff: noqa: RUF001 - letters that look like others are what this is about
from __future__ import annotations

import pytest

from amana.reading.readers.pdf.glyphs import GAP, SPACE, Glyph, kind_of
from amana.reading.readers.pdf.logical import logical, mostly_right_to_left


def line(visual: str, *, page: bool = False) -> str:
    """Return the logical order of glyphs in visual order; `|` is a wide gap."""
    signs = {" ": SPACE, "|": GAP}
    glyphs = [signs.get(letter) or Glyph(letter, kind_of(letter)) for letter in visual]
    return logical(glyphs, on_right_to_left_page=page)


def mirror(text: str) -> str:
    """Return right-to-left text as it is seen from the left, brackets mirrored."""
    return text[::-1].translate(str.maketrans("()[]«»", ")(][»«"))


@pytest.mark.parametrize(
    "text",
    [
        "قال كمال",
        "قال (كمال) نعم",
        "قال «كمال» نعم [هنا]",
        'قال كمال: "نعم، سلام"!',
    ],
)
def test_right_to_left_text(text: str) -> None:
    assert line(mirror(text)) == text


@pytest.mark.parametrize(
    ("visual", "text"),
    [
        ("ماع 2020 يف", "في 2020 عام"),
        (".2020 راذآ 11 يف", "في 11 آذار 2020."),
        ("12/3/2020 خيراتب", "بتاريخ 12/3/2020"),
        ("،14:30 ةعاسلا", "الساعة 14:30،"),
        ("%45 ةبسن", "نسبة 45%"),
        ("12-10 ددع", "عدد 10-12"),
        ("1,204.5 ددع", "عدد 1,204.5"),
        ("٣٫٥ ددع", "عدد ٣٫٥"),
        (".)3 مقر رظنا(", "(انظر رقم 3)."),
        ("نإ (Al-Shahed) ةمظنم", "منظمة (Al-Shahed) إن"),
        ("سمأ New Valley Times 2020 ةفيحص", "صحيفة New Valley Times 2020 أمس"),
        ("(ب)(2)8 ةداملا", "المادة 8(2)(ب)"),
        ("3333 222 11 999+ فتاهلا", "الهاتف +999 11 222 3333"),
    ],
)
def test_numbers_and_other_letters_in_right_to_left_lines(visual: str, text: str) -> None:
    assert line(visual, page=True) == text


@pytest.mark.parametrize(
    ("visual", "text"),
    [
        ("The ministry (عافدلا ةرازو) denied it.", "The ministry (وزارة الدفاع) denied it."),
        ("The word مالس means peace.", "The word سلام means peace."),
        ("On 3 April 2020 (سماخلا 12 موي) it said", "On 3 April 2020 (يوم 12 الخامس) it said"),
        ("no such script: 12", "no such script: 12"),
    ],
)
def test_left_to_right_lines(visual: str, text: str) -> None:
    assert line(visual) == text


def test_the_page_decides_about_lines_that_could_run_either_way() -> None:
    assert line("New Valley Times ةفيحص", page=True) == "صحيفة New Valley Times"
    assert line("New Valley Times ةفيحص", page=False) == "New Valley Times صحيفة"
    assert mostly_right_to_left("قال كمال and left")
    assert not mostly_right_to_left("قال that he had left")
    assert line("The Arabic name of it is لامك", page=True) == "The Arabic name of it is كمال"


def test_one_long_address_does_not_turn_the_line() -> None:
    assert line("https://reports.example/?id=17 :ديزملل وه اذه") == (
        "هذا هو للمزيد: https://reports.example/?id=17"
    )


def test_cells_follow_each_other_from_the_right_and_numbers_in_them_stay() -> None:
    assert line("7|2020-04-01|لمرلا نيع") == "عين الرمل 2020-04-01 7"


def test_single_brackets_are_told_by_the_space_beside_them() -> None:
    assert line("هنع باغ (لامك") == "كمال) غاب عنه"
    assert line("هنع باغ )لامك") == "كمال) غاب عنه"
    assert line("لامك لاق(") == "(قال كمال"


def test_a_single_bracket_holds_the_word_that_stands_beside_it() -> None:
    assert line("داع ،«نارهس") == "سهران»، عاد"
    assert line("داع ،»نارهس") == "سهران»، عاد"
    assert line("ةهبج» لاق") == "قال «جبهة"
    assert line(".(ةهبج) لاق «دمحم") == "محمد» قال (جبهة)."


def test_an_empty_line() -> None:
    assert line("") == ""
