from __future__ import annotations

import io

import pytest

from amana.analysis import STEPS, Code, load_steps, sentence
from amana.analysis.workers.wire import REGISTRY, SAID, Answer, Budget, frame, next_frame


def test_a_frame_is_read_as_it_was_written() -> None:
    answer = Answer({"words": b'{"id":"x"}\n'})
    stream = io.BytesIO(frame(answer) * 2)
    for _ in range(2):
        data = next_frame(stream.read)
        assert data is not None
        assert SAID.decode(data) == answer
    assert next_frame(stream.read) is None


@pytest.mark.parametrize("cut", [1, 7, 9, 20])
def test_a_frame_that_does_not_come_whole_is_none(cut: int) -> None:
    stream = io.BytesIO(frame(Answer({"words": b"fact\n" * 4}))[:cut])
    assert next_frame(stream.read) is None


def test_codes_are_told_in_sentences() -> None:
    assert sentence(Code.IN_PART, 1_000_000) == "only the first 1,000,000 characters were analysed"
    assert sentence(Code.TOO_LONG, 300) == "analysis took more than 300 seconds"
    assert all("{" not in sentence(code, 1) for code in Code)


def test_an_archive_works_with_the_steps_of_the_registry() -> None:
    assert load_steps(REGISTRY) == STEPS


def test_a_text_may_take_longer_on_the_clock_than_of_work() -> None:
    assert Budget(seconds=10).wall_seconds == 40
