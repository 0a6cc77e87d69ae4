from __future__ import annotations

from collections.abc import Sequence

from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.parsing import Named, Parsed


class Counting:
    def __init__(self) -> None:
        self.asked: list[int] = []

    def parse(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[Parsed]:
        del text
        self.asked.append(len(sentences))
        return [Parsed(start, end, (), ()) for start, end in sentences]

    def names(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[list[Named]]:
        del text
        return [[] for _ in sentences]


def test_a_frame_is_parsed_once(frame_of: MakeFrame) -> None:
    parser = Counting()
    tools, frame = (
        Tools(parser=parser),
        frame_of("The port was closed, Omar Ness said. Dalia Mansur said so today."),
    )
    assert tools.parsed(frame) == tools.parsed(frame)
    assert parser.asked == [2]
    assert set(tools.named(frame)) == {0, 1}


def test_arabic_is_not_given_to_the_english_parser(frame_of: MakeFrame) -> None:
    parser = Counting()
    tools, frame = Tools(parser=parser), frame_of("وصلت السفن إلى الميناء صباح يوم الأحد في آذار")
    assert tools.parsed(frame) == {}
    assert parser.asked == []
