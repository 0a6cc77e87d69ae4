from __future__ import annotations

from amana.analysis.names.tokens import fold, tokens_of


def words(text: str) -> list[tuple[str, str]]:
    return [(each.gap, each.text) for each in tokens_of(text, 0, len(text))]


def test_possessive_endings_belong_to_no_word() -> None:
    assert words("Norden's ships' crews") == [("", "Norden"), ("'", "ships"), ("'", "crews")]
    assert ("'", "ship") in words("Norden's ship")


def test_gaps_tell_what_stands_between() -> None:
    assert words("J. Norden, U.S.-led/al-Estra (HT)") == [
        ("", "J"), (" ", "Norden"), (",", "U.S."), ("-", "led"), ("/", "al"), ("-", "Estra"),
        ("|", "HT"),
    ]  # fmt: skip


def test_folding_leaves_out_marks_case_and_apostrophes() -> None:
    assert fold("Sana'a") == "sanaa"
    assert fold("Çelik") == "celik"
    assert fold("U.S.") == "us"
