"""The right bytes of a damaged log are found wherever the signed root proves them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.core import CustodyError
from amana.custody import LogReader, LogWriter, Signer
from amana.custody.backends import MemoryLog
from amana.custody.mending import MADE, OWN_LOG, LogMending, LogSource
from amana.custody.segments import split_lines

Grow = Callable[[int], LogWriter]
SEGMENT = "payloads/000.jsonl"


@pytest.fixture
def copy(storage: MemoryLog, grow: Grow) -> MemoryLog:
    """Make a log of 600 entries; return a copy of it."""
    grow(600)
    other = MemoryLog()
    other.files = dict(storage.files)
    return other


def mended(
    storage: MemoryLog, signer: Signer, *copies: MemoryLog, may_tell: bool = True
) -> dict[str, str | None]:
    """Mend `storage` in place; return the source of each file, None where there is none."""
    state = LogReader(storage, signer.verifier).checkpoint()
    sources = [LogSource(name=OWN_LOG, read=storage.read)]
    sources += [
        LogSource(name=f"{i}", read=c.read, may_tell=may_tell) for i, c in enumerate(copies)
    ]
    found: dict[str, str | None] = {}
    for each in LogMending(state.size, state.root, sources).run():
        found[each.path] = each.source if each.data is not None else found.get(each.path)
        if each.data is not None:
            storage.files[each.path] = each.data
    return found


def test_a_log_as_it_was_needs_nothing(storage: MemoryLog, signer: Signer, copy: MemoryLog) -> None:
    assert mended(storage, signer, copy) == {}


@pytest.mark.parametrize(
    "path", ["tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/001"]
)
@pytest.mark.parametrize("alone", [True, False])
def test_a_tile_comes_from_a_copy_or_is_made(
    storage: MemoryLog, signer: Signer, copy: MemoryLog, path: str, alone: bool
) -> None:
    data = storage.files[path]
    for damage in (None, data[:-1], bytes([data[0] ^ 1]) + data[1:], b""):
        storage.files.pop(path, None)
        if damage is not None:
            storage.files[path] = damage
        sources = mended(storage, signer, *([] if alone else [copy]))
        assert sources == {path: MADE if alone else "0"}
        assert storage.files == copy.files


def test_all_tiles_are_made_from_the_payloads(
    storage: MemoryLog, signer: Signer, copy: MemoryLog
) -> None:
    for path in [path for path in storage.files if path.startswith("tile/")]:
        del storage.files[path]
    assert set(mended(storage, signer).values()) == {MADE}
    current = {path for path in copy.files if path.startswith("tile/")} & storage.files.keys()
    assert {path: storage.files[path] for path in current} == {p: copy.files[p] for p in current}


def test_a_payload_comes_from_a_copy(storage: MemoryLog, signer: Signer, copy: MemoryLog) -> None:
    lines = split_lines(storage.files[SEGMENT])
    storage.files[SEGMENT] = b"".join([*lines[:7], b"{}\n", *lines[8:9], *lines[10:]])
    assert mended(storage, signer, copy) == {SEGMENT: "0"}
    assert storage.files == copy.files


def test_what_a_copy_may_not_tell_is_not_taken(
    storage: MemoryLog, signer: Signer, copy: MemoryLog
) -> None:
    lines = split_lines(storage.files[SEGMENT])
    storage.files[SEGMENT] = b"".join([*lines[:7], b"{}\n", *lines[8:]])
    before = dict(storage.files)
    assert mended(storage, signer, copy, may_tell=False) == {SEGMENT: None}
    assert storage.files == before


def test_a_changed_payload_with_its_leaf_is_not_believed(
    storage: MemoryLog, signer: Signer, copy: MemoryLog
) -> None:
    storage.files[SEGMENT] = storage.files[SEGMENT].replace(b'"S-77"', b'"S-78"', 1)
    assert mended(storage, signer, copy) == {SEGMENT: "0"}
    assert storage.files == copy.files


def test_a_log_that_nothing_leads_to_is_refused(storage: MemoryLog, copy: MemoryLog) -> None:
    sources = [LogSource(name=OWN_LOG, read=storage.read), LogSource(name="0", read=copy.read)]
    with pytest.raises(CustodyError, match="no copy of the log leads"):
        LogMending(600, bytes(32), sources)


def test_the_root_of_an_earlier_size_is_proven(
    storage: MemoryLog, signer: Signer, copy: MemoryLog
) -> None:
    state = LogReader(storage, signer.verifier).checkpoint()
    del storage.files["tile/0/000"]
    mending = LogMending(600, state.root, [LogSource(name=OWN_LOG, read=storage.read)])
    assert mending.root_at(600) == state.root
    assert mending.root_at(300) != state.root
    assert [payload.index for payload in mending.payloads() if payload] == list(range(600))
    assert copy.files.keys() > storage.files.keys()
