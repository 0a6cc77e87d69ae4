from __future__ import annotations

import pytest

from amana.core import UsageError
from amana.law.jurisdiction.questions import Question, asked


def question(**more: object) -> Question:
    given = {"crime": "rs:7(1)(a)", "as_of": "2024-11-22", **more}
    return Question(**given)  # type: ignore[arg-type]  # members by name


def test_names_become_codes_each_once() -> None:
    plain = asked(question(places=("Syria", "SYR"), nationalities=("Jordan", "jor"), when="2013"))
    assert plain.question.places == ("SYR",)
    assert plain.nationalities == ("JOR",)
    assert (plain.first, plain.last) == ("2013-01-01", "2013-12-31")


def test_unknown_and_none_are_kept_apart() -> None:
    assert asked(question()).places is None
    assert asked(question(places=(), nationalities=())).nationalities == ()


def test_days_after_the_day_of_knowledge_are_left_out() -> None:
    assert asked(question(when="2024")).last == "2024-11-22"
    assert asked(question(when=None)).last == "2024-11-22"
    assert asked(question(when="2024-01-01/..")).last == "2024-11-22"


@pytest.mark.parametrize("as_of", ["2024", "2024-13-01", "tomorrow", "2024-02-30"])
def test_the_day_of_knowledge_is_a_day(as_of: str) -> None:
    with pytest.raises(UsageError, match="no day of the calendar"):
        asked(question(as_of=as_of))
