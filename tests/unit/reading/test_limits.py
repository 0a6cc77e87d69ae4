from __future__ import annotations

import msgspec

from amana.reading import Limits


def test_limits_are_positive_and_can_be_written_down() -> None:
    limits = Limits()
    assert all(value > 0 for value in msgspec.to_builtins(limits).values() if value != "")
    assert msgspec.json.decode(msgspec.json.encode(limits), type=Limits) == limits


def test_the_answer_has_room_for_the_text() -> None:
    limits = Limits()
    assert limits.answer_bytes >= 4 * limits.text_chars
    assert limits.memory > limits.input_bytes
