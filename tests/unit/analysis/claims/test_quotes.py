from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.analysis.conftest import MakeFrame

from amana.analysis.claims.quotes import quotations


def test_quotations_are_found_with_their_marks(frame_of: MakeFrame) -> None:
    frame = frame_of("She said “the port is open” and left. ''Ships wait,'' he said.")
    quoted = [frame.text[slice(*each.run)] for each in quotations(frame)]
    assert quoted == ['"the port is open"', "''Ships wait,''"]


def test_one_that_stays_open_ends_with_its_paragraph(frame_of: MakeFrame) -> None:
    frame = frame_of("“The port is open.\n“Ships wait,” he said.")
    first, second = quotations(frame)
    assert not first.closed
    assert second.closed
    assert frame.text[slice(*second.run)] == '"Ships wait,"'


@given(st.text(alphabet="ab \n\"'.“”", max_size=60))
def test_any_marks_give_runs_inside_of_a_paragraph(frame_of: MakeFrame, text: str) -> None:
    if not text.strip():
        return
    frame = frame_of(text)
    for each in quotations(frame):
        place = frame.paragraphs[each.paragraph]
        assert place.start <= each.start < each.end <= place.end
