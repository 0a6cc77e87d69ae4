from __future__ import annotations

from amana.law.jurisdiction import Question, jurisdiction, read_aloud, spelled, told


def test_a_chain_can_be_read_aloud() -> None:
    question = Question(
        crime="rs:7(1)(d)", as_of="2024-01-01", when="2013-08-21", places=("SYR", "JOR"),
        nationalities=("SYR",),
    )  # fmt: skip
    lines = list(read_aloud(told(jurisdiction(question))))
    assert lines[0] == "A basis for jurisdiction is found (as far as was known on 2024-01-01)."
    assert (
        "  1. Article 5 [met] The crime of Article 7(1)(d) is among the crimes of Article 5."
        in (lines)
    )
    assert lines[-1].startswith("Whether the Court has jurisdiction, the Court decides")
    assert any("no other result" in line or "other reading" in line for line in lines)


def test_it_can_be_read_aloud_in_arabic() -> None:
    question = Question(crime="rs:7(1)(d)", as_of="2024-01-01", when="2013", places=("SYR",))
    lines = list(read_aloud(told(jurisdiction(question), "ar"), "ar"))
    assert lines[0].startswith("غير محسوم")
    assert "  يتوقف على: جنسية المتهم" in lines


def test_provisions_are_cited_as_lawyers_do() -> None:
    assert spelled("rs:15bis(4)") == "Article 15 bis(4)"
    assert spelled("rpe:162") == "Rule 162"
    assert spelled("rs:12(2)(a)", "ar") == "المادة 12 (2) (أ)"
