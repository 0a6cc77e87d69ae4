from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.unit.catalogue.conftest import Log

from amana.catalogue import Catalogue
from amana.records import State

Feed = Callable[[], Catalogue]


def test_items_are_counted_by_state_reason_and_kind(log: Log, fed: Feed) -> None:
    for ref in ("IT-A", "IT-B", "IT-C", "IT-D"):
        log.acquired(ref, ref, restrictions=[("confidential", None)] if ref == "IT-B" else ())
    refused = {"state": "refused", "media_type": "image/png", "code": "too-large"}
    other = {"state": "refused", "media_type": "image/gif", "code": "too-large", "other": "0" * 64}
    results = {"result IT-A": refused, "result IT-B": refused, "result IT-C": other}
    log.add(type="derived", recipes={}, **results)
    accounts = fed().accounts()
    assert accounts.by_reason() == {
        (State.REFUSED, "too-large"): {"image/png": 2, "image/gif": 1},
        (State.PRESERVED, None): {None: 1},
    }
    assert accounts.by_reason(open_on=date(2027, 1, 1))[State.REFUSED, "too-large"] == {
        "image/png": 1, "image/gif": 1,
    }  # fmt: skip
    assert accounts.not_determinate() == 1
