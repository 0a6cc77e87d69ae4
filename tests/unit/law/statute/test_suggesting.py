from __future__ import annotations

import pytest

from amana.law import crimes, modes
from amana.law.statute.suggesting import suggested_for

CRIMES = [each.id for each in crimes()]
MODES = [each.id for each in modes()]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Art. 8(2)(b)(iv)", "rs:8(2)(b)(iv)"),
        ("المادة 8 (2) (ب) (4)", "rs:8(2)(b)(iv)"),
        ("rs:8(b)(iv)", "rs:8(2)(b)(iv)"),
        ("8(2)(b)(xxx)", "rs:8(2)(b)(xxix)"),
        ("rs:8(2)(e)(xi)", "rs:8(2)(e)(xi)-1 or rs:8(2)(e)(xi)-2"),
        ("rs:8(2)(c)(i)-4 ", "rs:8(2)(c)(i)-4"),
        ("rs:8(2)", "rs:8(2)(a)(i) or rs:8(2)(a)(ii)-1"),
        ("rs:7(1)(q", "rs:7(1)("),
    ],
)
def test_a_citation_of_a_crime_is_answered_with_its_identifier(text: str, meant: str) -> None:
    assert str(suggested_for(text, CRIMES)).startswith(meant)


def test_a_long_list_is_cut() -> None:
    assert str(suggested_for("Article 7", CRIMES)).endswith(" or another")


def test_a_provision_with_several_forms_is_answered_with_all_of_them() -> None:
    assert suggested_for("المادة 28", MODES) == "rs:28(a) or rs:28(b)"
    assert str(suggested_for("Art 25(3)(a)", MODES)).count(" or ") == 3


def test_what_is_no_citation_is_answered_with_what_is_spelled_alike() -> None:
    assert suggested_for("rs:25(3)(a)/coo", MODES) is not None
    assert suggested_for("zzzz", MODES) is None
