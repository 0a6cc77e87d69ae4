from __future__ import annotations

from collections.abc import Sequence

from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.proceedings import STEP
from amana.records import Claim, Mention, Observed, Proceeding, TimeExpression


def test_parties_carry_the_entities_of_their_names(frame_of: MakeFrame, tools: Tools) -> None:
    text = "Norland said in May that it had submitted a brief challenging the court's jurisdiction."
    frame = frame_of(text)

    def at(words: str) -> tuple[int, int]:
        start = frame.text.index(words)
        return start, start + len(words)

    content = frame.span(at("it had")[0], len(text) - 1)
    earlier: dict[str, Sequence[Observed]] = {
        "names": [Mention(span=frame.span(*at("Norland")), type="GPE", entity="norland",
                          canonical="Norland")],
        "time": [TimeExpression(span=frame.span(*at("May")), type="date", edtf="2020-05",
                                edtf_text_only=None, basis="text")],
        "claims": [Claim(span=content, speaker=frame.span(*at("Norland")),
                         speaker_entity="norland", cue=frame.span(*at("said")), content=content,
                         form="indirect", speech_act="statement")],
    }  # fmt: skip
    [step] = (e for e in STEP.observe(frame, earlier, tools) if isinstance(e, Proceeding))
    assert [each.entity for each in step.by] == ["norland"]
    assert (step.date, step.date_basis, step.note) == (
        "2020-05",
        "text",
        "dated by the announcement",
    )
