from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.unit.catalogue.conftest import Log

from amana.catalogue import (
    Aspect,
    Catalogue,
    Condition,
    in_state,
    parse_condition,
)
from amana.core import UsageError
from amana.records import State

Feed = Callable[[], Catalogue]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("state=unreadable", Condition(Aspect.STATE, ("unreadable",))),
        (" state = x", None),
        ("state=refused, no-reader", Condition(Aspect.STATE, ("refused", "no-reader"))),
        ("type=image/*", Condition(Aspect.TYPE, ("image/*",))),
        ("type=image", None),
        ("type=image/%", None),
        ("notice=took-too-long", Condition(Aspect.NOTICE, ("took-too-long",))),
        ("notice=", None),
        ("recipe=other", Condition(Aspect.RECIPE, ("other",))),
        ("recipe=pdf", None),
        ("state", None),
        ("size=3", None),
        ("state=read,", None),
    ],
)
def test_a_condition_is_what_a_person_writes(text: str, condition: Condition | None) -> None:
    if condition is None:
        with pytest.raises(UsageError) as caught:
            parse_condition(text)
        assert caught.value.remedy
    else:
        assert parse_condition(text) == condition


def test_all_conditions_must_hold_and_of_each_one_value(log: Log, fed: Feed) -> None:
    refused = {"state": "refused", "media_type": "image/png", "code": "too-large"}
    waiting = {"state": "waiting", "media_type": "imagery/x", "code": "no-model"}
    for ref in ("IT-A", "IT-B", "IT-C"):
        log.acquired(ref, ref)
    log.add(type="derived", recipes={}, **{"result IT-A": refused, "result IT-B": waiting})
    catalogue = fed()

    def found(*texts: str) -> list[str]:
        return [row.ref for row in catalogue.items(where=list(map(parse_condition, texts)))[1]]

    assert found("state=refused,waiting") == ["IT-A", "IT-B"]
    assert found("state=refused,waiting", "type=image/*") == ["IT-A"]
    assert found("type=image/*", "type=imagery/x") == []
    assert found("notice=no-model,too-large") == ["IT-A", "IT-B"]
    assert found("notice=not-determinate") == []
    assert found("recipe=other") == ["IT-A", "IT-B"], "what was read or tried"
    assert catalogue.items(where=in_state(State.PRESERVED))[1][0].ref == "IT-C"


def test_notices_of_a_reading_are_found_whole(log: Log, fed: Feed) -> None:
    log.acquired("IT-A", "letter")
    log.derived("IT-A", "letter", notices=("pages-cut",))
    catalogue = fed()
    for code, number in (("pages-cut", 1), ("pages", 0), ("cut", 0)):
        assert catalogue.items(where=[parse_condition(f"notice={code}")])[0] == number
