from __future__ import annotations

import concurrent.futures
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from amana.analysis import Analysts, Answer, Failed, Order
from amana.archive import Analysed, AnalysisState, Archive, analysing
from amana.archive.analysing import analysis_budget
from amana.core.settings import Settings
from amana.records import Actor, Entry, Form

Write = Callable[[str, str], Path]

pytestmark = pytest.mark.usefixtures("probes")

TEXT = "The Tribunal of Norhaven sat on Monday.\n"


def states(archive: Archive) -> dict[str, int]:
    return {line.state.value: line.number for line in archive.status().analysis}


def orders(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Return a list to which the steps of every order are added from now on."""
    asked: list[tuple[str, ...]] = []
    observe = Analysts.observe

    def noting(analysts: Analysts, order: Order) -> Answer | Failed:
        asked.append(order.wanted)
        return observe(analysts, order)

    monkeypatch.setattr(Analysts, "observe", noting)
    return asked


def analyses(archive: Archive) -> list[Entry]:
    """Return the entries that tell of analyses, oldest first."""
    _, entries = archive.entries(limit=500)
    of_them = [e for e in entries if any(f.name.startswith("observations ") for f in e.fields)]
    return of_them[::-1]


def test_what_is_read_is_analysed_once(archive: Archive, write: Write) -> None:
    told: list[Analysed] = []
    archive.add([write("a.txt", TEXT)], read=False)
    report = archive.work(on_analysed=told.append)
    assert (report.states, report.analysis) == ({"read": 1}, {"analysed": 1})
    ((ref, facts),) = [(each.ref, each.facts) for each in told]
    assert facts == 8
    assert archive.show(ref).facts == {"article": 1, "mention": 4, "role": 4}
    assert archive.work().analysis == {}
    assert archive.analyse().states == {}
    assert len(analyses(archive)) == 1


def test_one_may_stop_before_and_go_on(archive: Archive, write: Write) -> None:
    archive.add([write("a.txt", TEXT)], analyse=False)
    assert states(archive) == {"waiting": 1}
    assert archive.work(analyse=False).analysis == {}
    assert archive.work().analysis == {"analysed": 1}
    assert states(archive) == {"analysed": 1}


def test_the_same_bytes_are_analysed_once_and_each_item_says_so(
    archive: Archive, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a.txt", TEXT)
    asked = orders(monkeypatch)
    for source in ("S-1", "S-2"):
        archive.add([path], Form(source=source), analyse=False)
    assert archive.work().analysis == {"analysed": 2}
    archive.add([path], Form(source="S-3"))  # what is here is taken over
    assert len(asked) == 1
    assert states(archive) == {"analysed": 3}
    assert len({tuple(line for line in archive.facts(r.ref)) for r in archive.list()[1]}) == 3
    values = [f.value for e in analyses(archive) for f in e.fields if "IT-" in f.name]
    assert len(values) == 3
    assert values[0] == values[1] == values[2]


def test_a_changed_rule_carries_out_what_it_touches_and_stands_beside(
    archive: Archive, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add([write("a.txt", TEXT)])
    (row,) = archive.list()[1]
    before = [json.loads(line) for line in archive.facts(row.ref)]
    wanted = orders(monkeypatch)
    monkeypatch.setattr(analysing, "REGISTRY", "analysis_probes:LATER")
    assert states(archive) == {"waiting": 1}
    assert archive.work().analysis == {"analysed": 1}
    assert wanted == [("roles",)]
    after = [json.loads(line) for line in archive.facts(row.ref)]
    recipes = [{fact["kind"]: fact["recipe"] for fact in facts} for facts in (before, after)]
    assert recipes[0]["mention"] == recipes[1]["mention"]
    assert recipes[0]["role"] != recipes[1]["role"]
    monkeypatch.setattr(analysing, "REGISTRY", "analysis_probes:STEPS")
    assert archive.work().analysis == {"analysed": 1}  # the earlier ones are current again
    assert wanted == [("roles",)]
    assert [json.loads(line) for line in archive.facts(row.ref)] == before
    assert archive.check(projections=True).problems == ()


def test_what_cannot_be_analysed_is_told_and_can_be_retried(archive: Archive, write: Write) -> None:
    archive.add([write("a.txt", TEXT), write("b.txt", "DIE " + TEXT), write("c.txt", "FAIL")])
    lines = {(line.state, line.code): line for line in archive.status().analysis}
    assert {key: line.number for key, line in lines.items()} == {
        (AnalysisState.ANALYSED, None): 1,
        (AnalysisState.FAILED, "analysis-died"): 1,
        (AnalysisState.FAILED, "step-failed"): 1,
    }
    assert "--again" in (lines[AnalysisState.FAILED, "step-failed"].remedy or "")
    assert archive.work().analysis == {}
    told: list[Analysed] = []
    entries = archive.checkpoint().size
    assert archive.analyse(again=True, on_analysed=told.append).states == {"failed": 2}
    assert "the process that analysed it ended (status 3)" in {each.reason for each in told}
    assert archive.checkpoint().size == entries  # it stands as it stood
    assert archive.check(projections=True).problems == ()


def test_of_a_long_text_the_beginning_is_analysed_and_told(
    archive: Archive, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AMANA_ANALYSE_CHARACTERS", "1000")
    with Archive(archive.root, actor=archive.actor) as again:
        again.add([write("long.txt", "Norhaven " * 200)])
        (line,) = again.status().analysis
        assert (line.state, line.code) == (AnalysisState.IN_PART, "analysed-in-part")
        (row,) = again.list()[1]
        facts = [json.loads(each) for each in again.facts(row.ref, kind="mention")]
        assert len(facts) == 111
    monkeypatch.setenv("AMANA_ANALYSE_CHARACTERS", "2000")
    with Archive(archive.root, actor=archive.actor) as again:
        assert {line.state for line in again.status().analysis} == {AnalysisState.WAITING}
        assert again.work().analysis == {"analysed": 1}


def test_an_interruption_keeps_what_is_done(
    archive: Archive, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        archive.add([write(f"{number}.txt", f"Norhaven {number}")], analyse=False)
    waited, real = list[int](), concurrent.futures.wait

    def wait(*args: object, **more: object) -> object:
        waited.append(1)
        if len(waited) == 2:
            raise KeyboardInterrupt
        return real(*args, **more)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(analysing, "wait", wait)
    report = archive.analyse()
    assert report.interrupted
    done = sum(report.states.values())
    assert 1 <= done < 4
    assert states(archive) == {"analysed": done, "waiting": 4 - done}


def test_what_was_erased_meanwhile_leaves_no_facts(
    archive: Archive, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add([write("a.txt", TEXT)], analyse=False)
    (row,) = archive.list()[1]
    submit = ThreadPoolExecutor.submit

    def erased_first(*args: object, **more: object) -> object:
        order = archive.erasure.order(row.ref, basis="consent withdrawn")
        archive.as_actor(Actor(name="Lea Brandt"))
        archive.erasure.confirm(order)
        return submit(*args, **more)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(ThreadPoolExecutor, "submit", erased_first)
    assert archive.analyse().states == {}
    assert archive.check(projections=True).problems == ()


def test_the_budget_is_that_of_the_settings() -> None:
    settings = Settings(name="n", origin="o", analyse_seconds=7, analyse_megabytes=600)
    budget = analysis_budget(settings)
    assert (budget.seconds, budget.memory) == (7, 600 << 20)
