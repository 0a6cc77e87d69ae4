from __future__ import annotations

import resource
from pathlib import Path

import msgspec
import pytest
from tests.unit.analysis.workers.conftest import MakeOrder

from amana.analysis import Answer, Budget, Code, Failed, Model, Order
from amana.analysis.workers.wire import Setup
from amana.analysis.workers.worker import Worker
from amana.core import IntegrityError, sha256_hex
from amana.records import Mention, Role


@pytest.fixture
def worker(probes: str, monkeypatch: pytest.MonkeyPatch) -> Worker:
    """A worker in this process, which is not to be bound."""
    monkeypatch.setattr(resource, "setrlimit", lambda *_: None)
    return Worker(Setup(steps=probes, models={}, budget=Budget()))


def answer(worker: Worker, order: Order) -> dict[str, bytes]:
    said = worker.answer(order)
    assert isinstance(said, Answer), said
    return said.facts


def test_facts_are_lines_of_json_in_text_order(worker: Worker, order_of: MakeOrder) -> None:
    facts = answer(worker, order_of("The Tribunal of Norhaven sat."))
    mentions = [msgspec.json.decode(line, type=Mention) for line in facts["words"].splitlines()]
    assert [mention.span.quote for mention in mentions] == ["The", "Tribunal", "Norhaven"]
    assert len(facts["roles"].splitlines()) == 3


def test_what_is_here_already_is_fed_back_in(worker: Worker, order_of: MakeOrder) -> None:
    text = "The Tribunal of Norhaven sat."
    all_of_it = answer(worker, order_of(text))
    words = all_of_it["words"].splitlines(keepends=True)
    assert answer(worker, order_of(text, "roles", words=all_of_it["words"])) == {
        "roles": all_of_it["roles"]
    }
    (role,) = answer(worker, order_of(text, "roles", words=words[1]))["roles"].splitlines()
    assert msgspec.json.decode(role, type=Role).span.quote == "Tribunal"


def test_of_a_long_text_the_beginning_is_analysed_to_the_end_of_a_word(
    worker: Worker, order_of: MakeOrder
) -> None:
    facts = answer(worker, order_of("Norhaven Southaven Easthaven", within=20))
    quotes = [msgspec.json.decode(x, type=Mention).span.quote for x in facts["words"].splitlines()]
    assert quotes == ["Norhaven", "Southaven"]
    whole = answer(worker, order_of("Norhaven Southaven Easthaven"))
    ids = {msgspec.json.decode(line)["id"] for line in whole["words"].splitlines()}
    cut = {msgspec.json.decode(line)["id"] for line in facts["words"].splitlines()}
    assert ids.isdisjoint(cut)  # another recipe


def test_a_step_that_fails_says_where(worker: Worker, order_of: MakeOrder) -> None:
    said = worker.answer(order_of("FAIL"))
    assert isinstance(said, Failed)
    assert said.code is Code.STEP


def test_a_model_that_is_not_what_was_added_is_refused(probes: str, tmp_path: Path) -> None:
    (tmp_path / "model").write_text("changed")
    setup = Setup(
        steps=probes,
        models={"words/en": Model(str(tmp_path / "model"), sha256_hex(b"as it was"))},
        budget=Budget(),
    )
    with pytest.raises(IntegrityError, match="words/en is not what was added"):
        Worker(setup)
