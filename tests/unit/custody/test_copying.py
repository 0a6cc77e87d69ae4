from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.core import CustodyError
from amana.custody import Checkpoint, LogCheck, LogReader, LogWriter, Signer, root_at
from amana.custody.backends import MemoryLog
from amana.custody.copying import LogCopy, around, as_of, paths_of
from amana.records import Entry

Grow = Callable[[int], LogWriter]


def state(storage: MemoryLog, signer: Signer) -> Checkpoint:
    return LogReader(storage, signer.verifier).checkpoint()


def copied(storage: MemoryLog, signer: Signer, to: MemoryLog, have: int) -> list[Entry]:
    """Bring a copy with `have` entries up to date; return which entries it was told."""
    told: list[Entry] = []
    copy = LogCopy(storage, state(storage, signer), have, told.append)
    copy.prove()
    to.files.update(copy.files())
    to.files["checkpoint"] = storage.files["checkpoint"]
    to.files["log.vkey"] = storage.files["log.vkey"]
    return told


def problems(log: MemoryLog, signer: Signer) -> list[str]:
    check = LogCheck(log, signer.verifier, lambda _: None, is_replica=True)
    check.signature()
    for _ in check.run():
        pass
    return [f"{problem.path} {problem.detail}" for problem in check.problems]


@pytest.mark.parametrize(
    ("first", "then"),
    [(1, 2), (3, 255), (255, 256), (256, 257), (5, 1030), (1023, 1024), (1024, 1025), (700, 1300)],
)
def test_a_copy_grows_with_the_log(
    storage: MemoryLog, signer: Signer, grow: Grow, first: int, then: int
) -> None:
    copy = MemoryLog()
    grow(first)
    assert len(copied(storage, signer, copy, 0)) == first
    assert problems(copy, signer) == []
    grow(then)
    told = copied(storage, signer, copy, first)
    assert [entry.index for entry in told] == list(range(first, then))
    assert problems(copy, signer) == []
    assert {path for path, _ in paths_of(then)} <= copy.files.keys()


def test_payloads_that_do_not_lead_to_the_signed_root_are_not_handed_out(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(300)
    data = storage.files["payloads/000.jsonl"]
    storage.files["payloads/000.jsonl"] = data.replace(b'"S-77"', b'"S-78"', 1)
    with pytest.raises(CustodyError, match="signed root"):
        LogCopy(storage, state(storage, signer), 0, lambda _: None).prove()


@pytest.mark.parametrize("what", ["lost line", "moved line", "no segment"])
def test_a_damaged_segment_is_not_handed_out(
    storage: MemoryLog, signer: Signer, grow: Grow, what: str
) -> None:
    grow(20)
    lines = storage.files["payloads/000.jsonl"].splitlines(keepends=True)
    if what == "moved line":
        lines[3], lines[4] = lines[4], lines[3]
    storage.files["payloads/000.jsonl"] = b"".join(lines[1:] if what == "lost line" else lines)
    if what == "no segment":
        del storage.files["payloads/000.jsonl"]
    with pytest.raises(CustodyError):
        LogCopy(storage, state(storage, signer), 0, lambda _: None).prove()


def test_an_older_segment_is_handed_out_if_it_fits_its_bundles(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(1500)
    copy = LogCopy(storage, state(storage, signer), 1400, lambda _: None)
    assert copy.again(0) == ("payloads/000.jsonl", storage.files["payloads/000.jsonl"])
    storage.files["payloads/000.jsonl"] = storage.files["payloads/000.jsonl"].replace(
        b'"S-77"', b'"S-78"', 1
    )
    with pytest.raises(CustodyError, match="entry 77 is damaged"):
        copy.again(0)


def test_the_root_of_an_earlier_size_is_known(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    roots = {}
    for size in (1, 2, 255, 256, 300, 600):
        grow(size)
        roots[size] = state(storage, signer).root
    assert {size: root_at(storage, 600, size) for size in roots} == roots
    assert root_at(storage, 600, 0) != roots[1]


def test_files_are_told_as_they_were_at_an_earlier_size(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(100)
    copy = MemoryLog()
    copied(storage, signer, copy, 0)
    grow(600)
    for path in [path for path in storage.files if ".p/100" in path]:
        del storage.files[path]
    for path, size in paths_of(100):
        assert as_of(storage, path, 100) == copy.files[path]
        assert size in (None, len(copy.files[path]))
    for index in (0, 99):
        assert set(around(index, 100)) <= copy.files.keys()
