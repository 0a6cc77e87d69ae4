from __future__ import annotations

from datetime import date

import pytest
from tests.unit.catalogue.conftest import Log, reading_of

from amana.catalogue import Catalogue, Counted, open_catalogue
from amana.core import JSON, sha256_hex

NOW = frozenset({"now"})


class Observing(Log):
    """A log that also tells of analyses."""

    def analysed(self, ref: str, content: str, recipes: str, *kinds: str, step: str = "s") -> str:
        """Enter that a step saw facts of these kinds; none: that it failed. Return its key."""
        reading = reading_of(content).key
        key = sha256_hex(f"{reading} {recipes} {step}".encode())
        facts = "".join(
            f'{{"kind":"{kind}","id":"{sha256_hex(f"{key} {n}".encode())}"}}\n'
            for n, kind in enumerate(kinds)
        )
        told: JSON = {"reading": reading, "recipes": recipes}
        if kinds:
            told |= {"steps": {step: {"key": key, "facts": self.store(facts.encode())}}}  # type: ignore[operator]  # it is an object
        else:
            told |= {"code": "step-failed", "reason": "why"}  # type: ignore[operator]  # it is an object
        self.add(type="derived", recipes={}, **{f"observations {ref}": told})
        return key


@pytest.fixture
def log() -> Observing:
    made = Observing()
    for ref, content in (("IT-1", "one"), ("IT-2", "two"), ("IT-3", "three")):
        made.acquired(ref, content, restrictions=[("confidential", None)] if ref == "IT-3" else ())
        made.derived(ref, content)
    return made


def catalogue_of(log: Observing) -> Catalogue:
    """Return a catalogue that took entries in one by one, held against one that is made at once."""
    catalogue, at_once = open_catalogue("sqlite://"), open_catalogue("sqlite://")
    for each in (catalogue, at_once):
        each.clear()
    for entry in log.entries:
        catalogue.apply([entry], log.load)
    at_once.apply(log.entries, log.load)
    assert [line.text for line in catalogue.dump()] == [line.text for line in at_once.dump()]
    at_once.close()
    return catalogue


def waiting(log: Observing, *, again: bool = False, refs: tuple[str, ...] = ()) -> list[str]:
    size = len(log.entries) if again else 0
    found = catalogue_of(log).analyses().waiting(NOW, refs=refs, failed_before=size)
    return [row.ref for row in found]


def test_what_has_a_text_waits_until_it_is_analysed(log: Observing) -> None:
    log.acquired("IT-4", "four")  # not read
    assert waiting(log) == ["IT-1", "IT-2", "IT-3"]
    log.analysed("IT-2", "two", "now", "mention")
    assert waiting(log) == ["IT-1", "IT-3"]
    assert waiting(log, refs=("IT-3",)) == ["IT-3"]


def test_nothing_is_done_until_something_is(log: Observing) -> None:
    assert not catalogue_of(log).analyses().any_done()
    log.analysed("IT-1", "one", "now")
    assert catalogue_of(log).analyses().any_done()


def test_other_recipes_make_it_wait_again(log: Observing) -> None:
    log.analysed("IT-1", "one", "then", "mention")
    assert waiting(log) == ["IT-2", "IT-3", "IT-1"]


def test_another_reading_makes_it_wait_again_and_the_same_does_not(log: Observing) -> None:
    log.analysed("IT-1", "one", "now", "mention")
    log.derived("IT-1", "one")
    assert waiting(log) == ["IT-2", "IT-3"]
    log.derived("IT-1", "one anew")
    assert waiting(log) == ["IT-2", "IT-3", "IT-1"]
    log.analysed("IT-1", "one", "now", "mention")  # of a reading that is not current any more
    assert waiting(log) == ["IT-2", "IT-3", "IT-1"]


def test_what_failed_waits_only_for_who_asks_for_it(log: Observing) -> None:
    log.analysed("IT-1", "one", "now")
    assert waiting(log) == ["IT-2", "IT-3"]
    assert waiting(log, again=True) == ["IT-2", "IT-3", "IT-1"]


def test_a_failure_leaves_what_was_observed_before(log: Observing) -> None:
    key = log.analysed("IT-1", "one", "then", "mention", "mention", "role")
    log.analysed("IT-1", "one", "now")
    analyses = catalogue_of(log).analyses()
    row = analyses.of(["IT-1", "IT-9"])["IT-1"]
    assert (row.failed, row.code, row.reason) == (True, "step-failed", "why")
    (step,) = analyses.observed(row.observed)
    assert (step.key, step.step) == (key, "s")
    assert analyses.kinds(row.observed) == {"mention": 2, "role": 1}
    assert set(analyses.stored([key, "ff" * 32])) == {key}


def test_facts_of_several_recipes_stand_side_by_side(log: Observing) -> None:
    first = log.analysed("IT-1", "one", "then", "mention", "mention")
    second = log.analysed("IT-1", "one", "now", "mention")
    analyses = catalogue_of(log).analyses()
    held = analyses.stored([first, second])
    assert [analyses.kinds([held[key].mark])["mention"] for key in (first, second)] == [2, 1]
    assert analyses.of(["IT-1"])["IT-1"].observed == (held[second].mark,)


def test_each_item_with_a_text_is_accounted_for_once(log: Observing) -> None:
    log.analysed("IT-1", "one", "now", "mention")
    log.analysed("IT-2", "two", "now")
    analyses = catalogue_of(log).analyses()
    every = set(analyses.account(NOW))
    assert every == {
        Counted(current=False, failed=False, code=None, number=1),
        Counted(current=True, failed=False, code=None, number=1),
        Counted(current=True, failed=True, code="step-failed", number=1),
    }
    open_now = analyses.account(NOW, open_on=date(2026, 11, 22))
    assert sum(each.number for each in open_now) == 2


def test_what_was_erased_waits_for_nothing(log: Observing) -> None:
    log.add(type="erasure-confirmed", item="IT-1", order=3)
    assert waiting(log) == ["IT-2", "IT-3"]
    assert sum(each.number for each in catalogue_of(log).analyses().account(NOW)) == 2
