from __future__ import annotations

import pytest

from amana.archive.trust import (
    newest_cosigned,
    next_trust,
    reach,
    stored_cosigned,
    stored_trust,
)
from amana.core import CustodyError
from amana.custody import TrustedWitness
from amana.custody.backends import MemoryLog
from amana.custody.backends.witness_http import HTTPWitness


def test_the_newest_list_counts() -> None:
    log = MemoryLog()
    assert (stored_trust(log), next_trust(log)) == ((), "witnesses/trusted/1.json")
    for number, name in ((2, "b"), (10, "c"), (9, "d")):
        entry = f'[{{"name":"{name}","keys":["k"],"url":null}}]'
        log.files[f"witnesses/trusted/{number}.json"] = entry.encode()
    assert stored_trust(log) == (TrustedWitness(name="c", keys=("k",)),)
    assert next_trust(log) == "witnesses/trusted/11.json"
    log.files["witnesses/trusted/10.json"] = b"[{}]"
    with pytest.raises(CustodyError, match=r"witnesses/trusted/10.json is damaged"):
        stored_trust(log)


def test_the_newest_cosigned_checkpoint_of_each_key_is_found() -> None:
    log = MemoryLog()
    for path in ("witnesses/3/aaaaaaaa", "witnesses/12/aaaaaaaa", "witnesses/7/bbbbbbbb",
                 "witnesses/trusted/1.json", "witnesses/x/aaaaaaaa"):  # fmt: skip
        log.files[path] = path.encode()
    assert {size for size, _, _ in stored_cosigned(log)} == {3, 7, 12}
    assert dict(newest_cosigned(log)) == {
        "witnesses/12/aaaaaaaa": b"witnesses/12/aaaaaaaa",
        "witnesses/7/bbbbbbbb": b"witnesses/7/bbbbbbbb",
    }


def test_only_an_address_leads_anywhere() -> None:
    assert reach(TrustedWitness(name="a", keys=())) is None
    line = reach(TrustedWitness(name="a", keys=(), url="http://127.0.0.1:9"))
    assert isinstance(line, HTTPWitness)
