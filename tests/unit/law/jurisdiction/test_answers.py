from __future__ import annotations

import msgspec

from amana.law.jurisdiction import Question, Told, jurisdiction, told

QUESTION = Question(
    crime="rs:8(2)(b)(iv)", as_of="2024-11-22", when="2024-03-01", places=("PSE",),
    nationalities=("ISR",),
)  # fmt: skip


def test_a_told_answer_has_these_members_and_no_others() -> None:
    plain = msgspec.json.decode(msgspec.json.encode(told(jurisdiction(QUESTION))))
    assert list(plain) == [
        "question", "result", "bases", "obstacles", "unknowns", "contested", "conditions", "steps",
    ]  # fmt: skip
    assert {tuple(each) for each in plain["steps"]} == {("provision", "fact", "source", "outcome")}
    assert plain["result"] == "basis_found"
    assert plain["question"]["places"] == ["PSE"]


def test_an_answer_can_be_told_in_arabic() -> None:
    def words(answer: Told) -> list[str]:
        return [each.fact for each in answer.steps]

    answer = jurisdiction(QUESTION)
    english, arabic = words(told(answer)), words(told(answer, "ar"))
    assert len(english) == len(arabic)
    assert "دولة فلسطين" in arabic[2]
    assert "State of Palestine" in english[2]
