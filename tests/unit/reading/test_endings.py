from __future__ import annotations

import pytest

from amana.reading.endings import (
    asks_for_password,
    deciding,
    empty_reason,
    failure_state,
    state_of,
)
from amana.reading.notices import Code, sentence
from amana.records import State


@pytest.mark.parametrize(
    ("text", "codes", "state"),
    [
        ("words", [], State.READ),
        ("words", [Code.ENCODING_GUESSED], State.READ),
        ("words", [Code.ENCODING_GUESSED, Code.TEXT_CUT], State.PARTLY_READ),
        ("", [], State.READ_EMPTY),
        (" \n", [Code.TEXT_CUT], State.READ_EMPTY),
        ("", [Code.NOT_TEXT], State.NO_READER),
        ("", [Code.NO_TEXT_LAYER, Code.PROGRAM_MISSING], State.WAITING),
        ("words", [Code.TEXT_CUT, Code.MAIL_ENCRYPTED], State.ENCRYPTED),
        ("words", [Code.PROGRAM_MISSING], State.PARTLY_READ),
    ],
)
def test_the_state_follows_from_the_notices(text: str, codes: list[Code], state: State) -> None:
    assert state_of(text, codes) is state


def test_failures_have_states() -> None:
    assert failure_state(Code.PDF_ENCRYPTED) is State.ENCRYPTED
    assert failure_state(Code.TOOK_TOO_LONG) is State.REFUSED
    assert failure_state(Code.NO_READER) is State.NO_READER
    assert failure_state(Code.PROGRAM_MISSING) is State.WAITING
    # A worker that gives a mere remark as its reason for failing has failed all the same.
    assert failure_state(Code.ENCODING_GUESSED) is State.UNREADABLE


def test_the_reason_for_emptiness_is_the_first_that_explains_it() -> None:
    assert empty_reason([(Code.ENCODING_GUESSED, 0), (Code.NO_TEXT_LAYER, 0)]) == (
        "no text layer; needs OCR"
    )
    assert empty_reason([]) == sentence(Code.BLANK)
    missing = [(Code.NO_TEXT_LAYER, 0), (Code.PROGRAM_MISSING, 1)]
    assert empty_reason(missing) == sentence(Code.PROGRAM_MISSING, 1)


def test_the_first_notice_of_its_effect_decides() -> None:
    codes = [Code.ENCODING_GUESSED, Code.TEXT_CUT, Code.MAP_CUT]
    assert deciding(State.PARTLY_READ, codes) == "text-cut"
    assert deciding(State.READ, codes) is None
    assert deciding(State.WAITING, [Code.NO_TEXT_LAYER, Code.PROGRAM_MISSING]) == "program-missing"
    assert deciding(State.READ_EMPTY, codes) == "blank"
    assert deciding(State.READ_EMPTY, [Code.EMPTY_FILE]) == "empty-file"


def test_what_is_locked_asks_for_a_password() -> None:
    assert asks_for_password([Code.TEXT_CUT, Code.CHILDREN_LOCKED])
    assert asks_for_password([Code.PDF_ENCRYPTED])
    assert not asks_for_password([Code.PDF_BROKEN])
