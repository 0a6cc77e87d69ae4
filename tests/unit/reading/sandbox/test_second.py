from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest

from amana.reading.notices import Code
from amana.reading.sandbox.errand import Failure
from amana.reading.sandbox.feeding import Slice
from amana.reading.sandbox.running import Programs
from amana.reading.sandbox.second import with_second_opinion
from amana.reading.wire import Line, TextAnswer

ANSWER = TextAnswer(
    text="كمال سمير",
    lines=(Line(0, 9, 1, ((0, 0, 1, 1),)),),
    pages=((0, 9),),
    right_to_left=True,
)


class Asked:
    """A second reader that says what it is told to."""

    def __init__(self, said: bytes | Failure) -> None:
        self.said = said
        self.arguments: tuple[str, ...] = ()

    def run(self, name: str, arguments: tuple[str, ...], given: Slice) -> bytes:
        assert name == "pdftotext"
        assert given == Slice(5, 512, 100)
        self.arguments = arguments
        if isinstance(self.said, Failure):
            raise self.said
        return self.said


def codes(said: bytes | Failure, answer: TextAnswer = ANSWER) -> tuple[list[Code], Asked]:
    asked = Asked(said)
    done = with_second_opinion(answer, Slice(5, 512, 100), 7, cast("Programs", asked))
    return [told.code for told in done.notices], asked


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("كمال سمير\f".encode, []),
        ("لامك ريمس".encode, [Code.ARABIC_ORDER_DISPUTED]),
        (lambda: b"\xff", [Code.ARABIC_ORDER_UNCERTAIN]),
        (lambda: Failure(Code.PROGRAM_MISSING), [Code.ARABIC_ORDER_UNCERTAIN]),
        (lambda: Failure(Code.TOOK_TOO_LONG), [Code.ARABIC_ORDER_UNCERTAIN]),
    ],
)
def test_two_readers_agree_or_not(said: Callable[[], bytes | Failure], told: list[Code]) -> None:
    assert codes(said())[0] == told


def test_it_is_asked_in_plain_mode_for_as_many_pages() -> None:
    arguments = codes(b"")[1].arguments
    assert arguments[-2:] == ("-", "-")
    assert arguments[arguments.index("-l") + 1] == "7"
    assert not {"-layout", "-bbox", "-raw"} & set(arguments)


def test_it_is_asked_about_right_to_left_text_only() -> None:
    plain = TextAnswer(text="words", lines=(Line(0, 5, 1, ((0, 0, 1, 1),)),), pages=((0, 5),))
    told, asked = codes(b"", plain)
    assert told == []
    assert asked.arguments == ()
