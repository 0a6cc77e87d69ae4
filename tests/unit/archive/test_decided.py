from __future__ import annotations

import json

import msgspec

from amana.archive.decided import said_by, with_decisions
from amana.catalogue import DecisionRow

FACT = {"id": "f1", "kind": "quantity", "value": 40.5}
MADE = {"id": "f2", "kind": "quantity", "value": 41.5}


def row(number: int, **changes: object) -> DecisionRow:
    plain = {
        "number": number, "item": "IT-1", "decision": "mark", "fact": "f1", "kind": "quantity",
        "said": None, "reading": "r1", "mark": "wrong", "fields": None, "made": None,
        "reason": "by eye", "by": '{"name":"nadia"}', "at": "2026", "withdrawn": None,
    }  # fmt: skip
    return msgspec.convert({**plain, **changes}, DecisionRow)


def told(*rows: DecisionRow, kind: str | None = None) -> list[dict[str, object]]:
    return [json.loads(line) for line in with_decisions("IT-1", [json.dumps(FACT)], rows, kind)]


def test_what_a_machine_found_is_told_unchanged_without_decisions() -> None:
    assert told() == [{**FACT, "item": "IT-1"}]


def test_marks_stand_with_the_fact_also_when_taken_back() -> None:
    (fact,) = told(row(3), row(4, mark="right", withdrawn=5))
    assert {name: fact[name] for name in FACT} == FACT
    by = {"by": {"name": "nadia"}, "at": "2026", "reason": "by eye", "decision": "mark"}
    assert fact["decisions"] == [
        {"number": 3, "mark": "wrong", **by},
        {"number": 4, "mark": "right", "withdrawn": 5, **by},
    ]


def test_a_decision_stays_with_what_a_fact_says() -> None:
    found_again = {**FACT, "id": "f9", "recipe": "c2", "part_of": "f7"}
    old = row(3, said=said_by({**FACT, "recipe": "c1"}))
    (line,) = with_decisions("IT-1", [json.dumps(found_again)], [old])
    assert [each["number"] for each in json.loads(line)["decisions"]] == [3]
    (line,) = with_decisions("IT-1", [json.dumps({**found_again, "value": 41})], [old])
    assert "decisions" not in json.loads(line)
    assert [len(fact["decisions"]) for fact in told(row(3, said=said_by(FACT)))] == [1]  # type: ignore[arg-type]  # a list


def test_a_correction_stands_beside_until_it_is_taken_back() -> None:
    change = row(3, decision="correct", mark=None, fields='{"value":41.5}', made=json.dumps(MADE))
    machine, person = told(change, row(4, fact="f2", mark="right"))
    assert machine["value"] == 40.5
    assert [each["made"] for each in machine["decisions"]] == ["f2"]  # type: ignore[attr-defined]  # a list
    assert {name: person[name] for name in MADE} == MADE
    assert (person["corrects"], person["decision"], person["made_by"]) == (
        "f1",
        3,
        {"name": "nadia"},
    )
    assert len(person["decisions"]) == 1  # type: ignore[arg-type]  # a list
    gone = row(3, decision="correct", mark=None, made=json.dumps(MADE), withdrawn=9)
    assert [fact["id"] for fact in told(gone)] == ["f1"]


def test_an_addition_is_told_by_its_kind() -> None:
    added = row(3, decision="add", fact="f2", mark=None, made=json.dumps(MADE))
    assert [fact["id"] for fact in told(added)] == ["f1", "f2"]
    assert "decisions" not in told(added)[1]
    assert [fact["id"] for fact in told(added, kind="claim")] == ["f1"]


def test_who_acted_in_a_proceeding_is_not_who_wrote_it_down() -> None:
    made = {"id": "f2", "kind": "proceeding", "by": [{"entity": "court"}]}
    added = row(3, decision="add", fact="f2", mark=None, made=json.dumps(made))
    (_, fact) = told(added)
    assert (fact["by"], fact["made_by"]) == (made["by"], {"name": "nadia"})
