from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana

Line = dict[str, Any]
MATTERS: tuple[Line, ...] = (
    {"decision": "situation", "key": "valley", "name": "The valley"},
    {"decision": "person", "key": "amin", "name": "Amin Darwish", "name_ar": "أمين درويش"},
    {
        "decision": "proceeding", "key": "amin-case", "situation": "valley",
        "model": "icc-person", "person": "amin",
    },
    {
        "decision": "step", "key": "asked", "proceeding": "amin-case",
        "step": "application_filed", "date": "2024-05-20", "by": "Prosecutor",
    },
    {
        "decision": "step", "key": "issued", "proceeding": "amin-case", "step": "warrant_issued",
        "date": "2024-11-21", "by": "Chamber I", "vote": "unanimous",
    },
    {
        "decision": "step", "key": "told-dead", "proceeding": "amin-case",
        "step": "death_claimed", "date": "2024-12-01", "said_by": "a minister",
    },
    {
        "decision": "undertaking", "key": "visit", "situation": "valley", "kind": "visit_planned",
        "what": "a visit of investigators", "date": "2024-06-01", "due": "2024-07",
    },
)  # fmt: skip


@pytest.fixture
def entered(amana: Amana, tmp_path: Path) -> None:
    """An archive in which those matters, and an observation of a proceeding, are entered."""
    article = next(each for each in amana("facts", "--kind", "article").lines if each["title"])
    span = article["title"]
    observation = {
        "kind": "proceeding", "step": "warrant request", "status": "refused", "trigger": span,
        "span": span, "date": "2024-05-21", "subjects": [{"canonical": "Darwish"}],
        "authority": {"canonical": "ICC"},
    }  # fmt: skip
    added = {"decision": "add", "item": article["item"], "observation": observation}
    other = {**added, "observation": {**observation, "step": "sanction", "status": "issued"}}
    lines = [{**line, "reason": "as it was told"} for line in (*MATTERS, added, other)]
    path = tmp_path / "matters.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert amana("decide", path).status == 0


@pytest.mark.usefixtures("entered")
def test_status_timeline_and_drafts_are_told(amana: Amana) -> None:
    told = amana("law", "status", "amin-case", "--known-on", "2024-11-22").err
    assert "A warrant of arrest stands against Amin Darwish. So it stands since 2024-11-21." in told
    assert "by Chamber I, vote: unanimous (Article 58(1)(a); Article 58(1)(b))" in told
    assert "told-dead" not in told
    arabic = amana("law", "status", "amin-case", "--language", "ar").err
    assert "أمر القبض بحق أمين درويش قائم" in arabic
    (status,) = amana("law", "status", "amin-case", "--json").lines
    assert (status["state"], status["claimed"]) == ("warrant_issued", ["told-dead"])

    line = amana("law", "timeline", "valley", "--known-on", "2024-11-22").err
    assert line.index("visit") < line.index("issued")
    assert "no-word" in line
    assert "told-dead" not in line
    keys = [each["key"] for each in amana("law", "timeline", "valley", "--json").lines]
    assert keys == ["asked", "visit", "issued", "told-dead"]

    drafts = amana("law", "suggest", "valley")
    (draft,) = drafts.lines
    assert (draft["decision"], draft["step"]) == ("step", "application_rejected")
    assert draft["key"] == "amin-case-application-rejected-2024-05-21"
    assert draft["cites"][0]["fact"]
    assert "no model has a step for sanction, issued" in drafts.err
    assert "1 draft; look at each before" in drafts.err


def test_what_is_not_there_or_no_day_is_told(amana: Amana) -> None:
    assert amana("law", "status", "nobody").status == 3
    assert amana("law", "timeline", "nowhere").status == 3
    said = amana("law", "status", "nobody", "--known-on", "2024-11")
    assert (said.status, "is no day" in said.err) == (2, True)
