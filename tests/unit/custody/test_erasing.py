"""Fields go, and every leaf, root and proof stays as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.core import CustodyError
from amana.custody import (
    Erased,
    LogCheck,
    LogReader,
    LogWriter,
    Payload,
    Signer,
    erase_fields,
    mentions,
    unerased,
)
from amana.custody.backends import MemoryLog
from amana.custody.erasing import erase_slots
from amana.custody.payload import commitments
from amana.records import Field

Grow = Callable[[int], LogWriter]
SIZE = 1500


@pytest.fixture
def log(grow: Grow, storage: MemoryLog) -> MemoryLog:
    """Return a log of two segments."""
    grow(SIZE)
    return storage


def problems(storage: MemoryLog, signer: Signer) -> list[str]:
    check = LogCheck(storage, signer.verifier, lambda _: None)
    check.signature()
    list(check.run())
    return [f"{problem.path} {problem.detail}" for problem in check.problems]


def test_a_slot_loses_all_but_its_commitment() -> None:
    fields = (Field(name="a", value=1, salt="ab" * 32), Field(name="b", value=2, salt="cd" * 32))
    before = Payload(index=7, slots=fields)
    after = erase_slots(before, {1})
    assert after.slots == (fields[0], Erased(commitment=commitments(fields)[1]))
    assert commitments(after.slots) == commitments(before.slots)
    assert erase_slots(after, {1}) == after


def test_the_log_is_whole_and_every_proof_holds(log: MemoryLog, signer: Signer) -> None:
    reader = LogReader(log, signer.verifier)
    places = (0, 1023, 1024, SIZE - 1)
    proofs = {index: reader.prove(index).proof for index in places}
    others = {path: data for path, data in log.files.items() if not path.startswith("payloads/")}
    for _ in range(2):  # again, as after a crash
        erase_fields(log, SIZE, {index: {1, 2} for index in places})
        assert [f.name for i in places for f in reader.entry(i).fields] == ["type"] * len(places)
        assert {index: reader.prove(index).proof for index in places} == proofs
    assert {path: log.files[path] for path in others} == others
    assert problems(log, signer) == []
    for index in places:
        assert f'"S-{index}"'.encode() not in b"".join(log.files.values())
    assert reader.entry(1).get("source") == "S-1"
    assert list(unerased(log, {index: {1, 2} for index in places})) == []


def test_a_segment_is_replaced_only_where_something_changes(
    log: MemoryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced = []

    def replace(number: int, data: bytes) -> None:
        replaced.append(number)
        log.files[f"payloads/{number:03d}.jsonl"] = data

    monkeypatch.setattr(log, "replace_segment", replace)
    erase_fields(log, SIZE, {3: {2}, 5: {1}})
    erase_fields(log, SIZE, {3: {2}, 1300: {2}})
    assert replaced == [0, 1]


def test_what_mentions_a_word_is_found(log: MemoryLog) -> None:
    assert [p.index for p in mentions(log, SIZE, {"S-1023", "S-1499"})] == [1023, 1499]
    assert [p.index for p in mentions(log, 1024, {"S-1023", "S-1499"})] == [1023]
    assert list(mentions(log, SIZE, {"S-2000"})) == []


@pytest.mark.parametrize("index", [3, 1400])
def test_a_damaged_payload_is_not_made_final(log: MemoryLog, index: int) -> None:
    path = f"payloads/{index // 1024:03d}.jsonl"
    damaged = log.files[path].replace(f'"S-{index}"'.encode(), f'"X-{index}"'.encode())
    log.files[path] = damaged
    with pytest.raises(CustodyError, match=f"entry {index} does not fit its commitment"):
        erase_fields(log, SIZE, {index: {2}})
    assert log.files[path] == damaged
    log.files[path] = b"".join(damaged.splitlines(keepends=True)[: index % 1024])
    with pytest.raises(CustodyError, match=f"the payload of entry {index} is missing"):
        erase_fields(log, SIZE, {index: {2}})


def test_what_is_put_back_is_named(log: MemoryLog) -> None:
    before = dict(log.files)
    erase_fields(log, SIZE, {3: {2}, 1300: {1, 2}})
    log.files.update(before)
    found = [(p.path, p.detail) for p in unerased(log, {3: {2}, 1300: {1, 2}})]
    assert [path for path, _ in found] == [
        "custody/payloads/000.jsonl",
        "custody/payloads/001.jsonl",
    ]
    assert "entry 3 still tells what was erased" in found[0][1]
    log.files["payloads/000.jsonl"] = b"damaged"
    assert len(list(unerased(log, {3: {2}, 9000: {1}}))) == 0
