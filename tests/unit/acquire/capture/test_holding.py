"""What was noted, held against what is there; every kind of lie is in test_bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from amana.acquire.capture.holding import hold
from amana.acquire.capture.rereading import Found, reread

if TYPE_CHECKING:
    from tests.unit.acquire.capture.scenes import Scene


def found(scene: Scene) -> tuple[Found, ...]:
    return reread(scene.write() / "data.warc.gz").found


def test_what_is_so_has_no_defect(scene: Scene) -> None:
    assert hold(scene.exchanges, found(scene)) == ()


def test_an_exchange_without_an_answer_needs_its_request_alone(scene: Scene) -> None:
    there = found(scene)
    failed = msgspec.structs.replace(
        scene.exchanges[0], response=None, status=None, error="reset", offset=None, length=None
    )
    requests = [each for each in there if each.kind == "request"]
    assert hold([failed], requests[:1]) == ()
    assert {each.kind for each in hold([failed], [])} == {"no-record", "no-request"}


def test_an_exchange_that_names_no_record_has_no_answer(scene: Scene) -> None:
    silent = msgspec.structs.replace(scene.exchanges[0], record=None)
    assert [each.kind for each in hold([silent], [])] == ["no-record"]
    assert hold([msgspec.structs.replace(silent, response=None)], []) == ()
