# ruff: noqa: RUF001 - the quotes of the Arabic Statute are meant

from __future__ import annotations

import pytest

from amana.core import UsageError
from amana.law import chosen_crimes, chosen_modes


def crimes_of(*wanted: str) -> list[str]:
    return [each.id for each in chosen_crimes(wanted)]


def test_a_citation_means_its_crime_or_all_that_stand_below_it() -> None:
    assert crimes_of("Art. 8(2)(b)(iv)") == ["rs:8(2)(b)(iv)"]
    assert crimes_of("المادة 8 (2) (ج) ‘1’") == [
        f"rs:8(2)(c)(i)-{number}" for number in (1, 2, 3, 4)
    ]
    assert len(crimes_of("Article 7")) == 16
    assert len(crimes_of("8(2)(a)")) == 11
    assert crimes_of("8") != crimes_of("8bis") == ["rs:8bis"]
    assert crimes_of("Article 8bis(1)") == crimes_of("م 8 مكرر/1") == ["rs:8bis"]
    assert crimes_of("م 7/1/و") == ["rs:7(1)(f)"]
    assert crimes_of("Articles 7(1)(a) and (f)") == ["rs:7(1)(a)", "rs:7(1)(f)"]
    assert crimes_of("rs:8(2)(b)(iv)#2", "8(2)(b)(iv)") == ["rs:8(2)(b)(iv)"]


def test_words_mean_the_crimes_whose_labels_have_them_all() -> None:
    assert crimes_of("starvation") == ["rs:8(2)(b)(xxv)", "rs:8(2)(e)(xix)"]
    assert "rs:7(1)(f)" in crimes_of("Torture Humanity")
    assert crimes_of("التجويع") == crimes_of("starvation")


def test_what_holds_no_crime_is_told_with_where_to_look() -> None:
    with pytest.raises(UsageError, match=r"rs:25\(3\)\(a\) holds no crime") as caught:
        chosen_crimes(["Art 25(3)(a)"])
    assert caught.value.remedy == "`amana law modes 'rs:25(3)(a)'` shows it"
    with pytest.raises(UsageError, match=r"rs:17\(1\) holds no crime"):
        chosen_crimes(["Article 17(1)"])
    for defines, article in (("8bis(2)(b)", "rs:8bis"), ("7(2)(f)", "rs:7")):
        with pytest.raises(UsageError, match="holds no crime") as caught:
            chosen_crimes([defines])
        assert caught.value.remedy == f"`amana law crimes '{article}'` lists what its article holds"
    with pytest.raises(UsageError, match="names no provision"):
        chosen_crimes(["nonsense"])


def test_a_provision_means_all_forms_of_its_modes() -> None:
    assert [each.id for each in chosen_modes(["Article 28"])] == ["rs:28(a)", "rs:28(b)"]
    assert len(chosen_modes(["25(3)(a)"])) == 4
    assert [each.id for each in chosen_modes(["ordering"])] == ["rs:25(3)(b)/orders"]
    with pytest.raises(UsageError, match="holds no mode of liability"):
        chosen_modes(["8(2)(a)(i)"])
