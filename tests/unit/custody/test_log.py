from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

from amana.core import CustodyError, UsageError
from amana.custody import (
    FILES,
    LogCheck,
    LogReader,
    LogWriter,
    Payload,
    Signer,
    commitments,
    digests_of_files,
    field_commitment,
    leaf,
    leaf_hash,
    salted,
    verify_inclusion,
)
from amana.custody.backends import MemoryLog
from amana.custody.head import Head, encode_head
from amana.custody.merkle import EMPTY_ROOT
from amana.custody.payload import encode
from amana.custody.tiles import decode_bundle, encode_bundle
from amana.records import Field

Grow = Callable[[int], LogWriter]
MakeEntry = Callable[[int], tuple[Field, ...]]


def reopen(storage: MemoryLog, signer: Signer) -> LogWriter:
    return LogWriter.recover(storage, signer)


def refuse(storage: MemoryLog, signer: Signer, why: str) -> None:
    """See that a log is not opened for writing, and that nothing of it was touched."""
    before = copy.deepcopy((storage.files, storage.aside, storage.quarantine))
    with pytest.raises(CustodyError, match=why):
        LogWriter.recover(storage, signer)
    assert (storage.files, storage.aside, storage.quarantine) == before


def test_a_new_log_is_empty_signed_and_published(storage: MemoryLog, signer: Signer) -> None:
    writer = LogWriter.create(storage, signer, "0")
    assert (writer.size, writer.vault_state) == (0, "0")
    state = LogReader(storage, signer.verifier).checkpoint()
    assert (state.size, state.root) == (0, EMPTY_ROOT)
    assert sorted(storage.files) == ["checkpoint", "head"]
    with pytest.raises(CustodyError, match="there is a log here already"):
        LogWriter.create(storage, signer, "0")


def test_a_group_is_committed_as_a_whole(
    storage: MemoryLog, signer: Signer, entry: MakeEntry
) -> None:
    writer = LogWriter.create(storage, signer, "0")
    assert writer.append([entry(0), entry(1)], lambda: "7") == range(2)
    assert writer.append([entry(2)], lambda: "8") == range(2, 3)
    assert (writer.size, writer.vault_state) == (3, "8")
    reader = LogReader(storage, signer.verifier)
    assert reader.checkpoint().size == 3
    assert [found.get("number") for found in reader.entries()] == [0, 1, 2]
    assert [found.index for found in reader.entries(1, 2)] == [1]
    assert reader.entry(2).get("source") == "S-2"
    assert reader.payload(1).index == 1


def test_no_entries_are_no_commit(storage: MemoryLog, grow: Grow) -> None:
    writer = grow(3)
    before = dict(storage.files)

    def vault() -> str:
        raise AssertionError("the vault was asked")

    assert writer.append([], vault) == range(3, 3)
    assert storage.files == before


@pytest.mark.parametrize("index", [-1, 3])
def test_an_entry_that_is_not_there_is_told_as_such(
    storage: MemoryLog, signer: Signer, grow: Grow, index: int
) -> None:
    grow(3)
    reader = LogReader(storage, signer.verifier)
    with pytest.raises(CustodyError, match=f"has no entry {index}"):
        reader.entry(index)
    with pytest.raises(CustodyError, match=f"entry {index} is not in a log of 3"):
        reader.prove(index)


def test_the_vault_is_durable_before_anything_of_the_log_is(
    storage: MemoryLog, signer: Signer, entry: MakeEntry
) -> None:
    writer = LogWriter.create(storage, signer, "0")
    before = dict(storage.files)
    seen: list[dict[str, bytes]] = []

    def vault() -> str:
        seen.append(dict(storage.files))
        return "1"

    writer.append([entry(0)], vault)
    assert seen == [before]


def test_a_writer_that_failed_must_be_opened_again(
    storage: MemoryLog, signer: Signer, entry: MakeEntry
) -> None:
    writer = LogWriter.create(storage, signer, "0")

    def full() -> str:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        writer.append([entry(0)], full)
    with pytest.raises(CustodyError, match="an earlier commit failed"):
        writer.append([entry(0)], lambda: "1")
    assert reopen(storage, signer).append([entry(0)], lambda: "1") == range(1)


def test_a_second_writer_is_noticed(
    storage: MemoryLog, signer: Signer, grow: Grow, entry: MakeEntry
) -> None:
    first = grow(2)
    second = reopen(storage, signer)
    second.append([entry(2)], lambda: "3")
    with pytest.raises(CustodyError, match="another writer has moved the head"):
        first.append([entry(2)], lambda: "3")


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 1024, 1025])
def test_a_log_is_opened_again_and_goes_on_as_if_never_closed(
    storage: MemoryLog, signer: Signer, grow: Grow, entry: MakeEntry, size: int
) -> None:
    grow(size) if size else LogWriter.create(storage, signer, "0")
    straight = copy.deepcopy(storage)
    more = [entry(size + i) for i in range(3)]
    reopen(storage, signer).append(more, lambda: "9")
    again = reopen(straight, signer)
    again.append(more[:2], lambda: "9")
    reopen(straight, signer).append(more[2:], lambda: "9")
    # ML-DSA-44 signs with random numbers: the same checkpoint has another signature each time.
    states = [LogReader(log, signer.verifier).checkpoint() for log in (storage, straight)]
    assert states[0] == states[1]
    del storage.files["checkpoint"]
    tiles = {path: data for path, data in storage.files.items() if ".p/" not in path}
    assert {path: data for path, data in straight.files.items() if path in tiles} == tiles


def test_a_crash_between_commit_and_publication_is_finished(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(3)
    done = copy.deepcopy(storage)
    writer = grow(5)
    storage.aside[5] = {path: data for path, data in storage.files.items() if "p/5" in path}
    storage.aside[5]["checkpoint"] = storage.files["checkpoint"]
    storage.aside[7] = {"checkpoint": b"never committed"}
    storage.files = {
        **done.files,
        "head": storage.files["head"],
        "payloads/000.jsonl": storage.files["payloads/000.jsonl"] + b"torn",
    }
    assert reopen(storage, signer).size == writer.size == 5
    assert LogReader(storage, signer.verifier).checkpoint().size == 5
    assert storage.quarantine == [b"torn"]
    assert storage.aside == {}


def test_a_crash_inside_the_very_first_commit_is_finished(
    storage: MemoryLog, signer: Signer
) -> None:
    LogWriter.create(storage, signer, "0")
    storage.aside[0] = {"checkpoint": storage.files.pop("checkpoint")}
    assert reopen(storage, signer).size == 0
    assert LogReader(storage, signer.verifier).checkpoint().size == 0


def test_what_was_not_committed_goes_to_quarantine(
    storage: MemoryLog, signer: Signer, grow: Grow, entry: MakeEntry
) -> None:
    grow(3)
    tail = encode(Payload(index=3, slots=entry(3))) + b'{"f":[["ty'
    storage.append_payloads(3, [tail])
    storage.stage(4, {"checkpoint": b"of a commit that did not happen"})
    assert reopen(storage, signer).size == 3
    assert storage.quarantine == [tail]
    assert storage.aside == {}


def test_a_missing_head_is_no_new_log(storage: MemoryLog, signer: Signer, grow: Grow) -> None:
    grow(3)
    del storage.files["head"]
    refuse(storage, signer, "custody/head is missing")


def test_a_damaged_head_stops_everything(storage: MemoryLog, signer: Signer, grow: Grow) -> None:
    grow(3)
    storage.files["head"] = storage.files["head"].replace(b"size 3", b"size 2")
    refuse(storage, signer, "head is damaged")


@pytest.mark.parametrize("size", [2, 255, 256, 1024])
def test_an_old_head_put_back_forks_nothing(
    storage: MemoryLog, signer: Signer, grow: Grow, size: int
) -> None:
    grow(size)
    old = storage.files["head"]
    grow(size + 2)
    storage.files["head"] = old
    refuse(storage, signer, f"checkpoint states {size + 2} entries, the head {size}")


@pytest.mark.parametrize(("size", "later"), [(2, 3), (255, 256), (256, 257), (10, 300), (0, 1)])
def test_an_old_head_and_checkpoint_put_back_under_newer_tiles_fork_nothing(
    storage: MemoryLog, signer: Signer, grow: Grow, size: int, later: int
) -> None:
    if size:
        grow(size)
    else:
        LogWriter.create(storage, signer, "0")
    old = {path: storage.files[path] for path in ("head", "checkpoint")}
    if size:
        grow(later)
    else:
        reopen(storage, signer).append([()], lambda: "1")
    storage.files |= old
    refuse(storage, signer, rf"belongs to a longer log than the head states \({size} entries\)")


def test_an_older_checkpoint_put_back_is_noticed(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(3)
    old = storage.files["checkpoint"]
    grow(5)
    storage.files["checkpoint"] = old
    refuse(storage, signer, "head states 5 entries, but the checkpoint of them is missing")


def test_a_forked_head_is_noticed(storage: MemoryLog, signer: Signer, grow: Grow) -> None:
    grow(3)
    storage.files["head"] = encode_head(Head(size=3, root=bytes(32), vault="3"))
    refuse(storage, signer, "checkpoint states 3 entries, the head 3")


def test_what_was_staged_must_be_signed_and_fit_the_head(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(3)
    checkpoint = storage.files["checkpoint"]
    stranger = Signer.generate("example.org/log")
    forged = MemoryLog()
    LogWriter.create(forged, stranger, "0").append([()] * 5, lambda: "5")
    storage.files["head"] = forged.files["head"]
    for staged in ({}, {"tile/0/000.p/5": b""}):
        storage.aside[5] = staged
        refuse(storage, signer, "checkpoint of them is missing")
    storage.aside[5] = {"checkpoint": forged.files["checkpoint"]}
    refuse(storage, signer, "not signed by")
    storage.aside[5] = {"checkpoint": checkpoint}
    refuse(storage, signer, "head states 5 entries, what was staged for it 3")


def test_the_key_of_another_log_opens_nothing(storage: MemoryLog, grow: Grow) -> None:
    grow(3)
    refuse(storage, Signer.generate("example.org/log"), "not signed by")


@pytest.mark.parametrize("path", ["tile/0/000.p/3", "tile/entries/000.p/3"])
def test_a_log_whose_open_tile_is_gone_or_damaged_is_not_written_to(
    storage: MemoryLog, signer: Signer, grow: Grow, path: str
) -> None:
    grow(3)
    data = storage.files[path]
    storage.files[path] = data[:40] + bytes([data[40] ^ 1]) + data[41:]
    refuse(storage, signer, "does not fit its tile")
    storage.files[path] = data[:-1]
    refuse(storage, signer, r"does not fit its tile|ends inside an entry")
    del storage.files[path]
    refuse(storage, signer, f"{path} is missing")


def test_tiles_of_another_log_are_not_gone_on_with(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(3)
    foreign = MemoryLog()
    LogWriter.create(foreign, signer, "0").append([(), (), ()], lambda: "3")
    storage.files |= {path: data for path, data in foreign.files.items() if "tile/" in path}
    refuse(storage, signer, "tiles do not lead to the root of the head")


def test_a_bundle_that_lost_entries_is_not_gone_on_with(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(3)
    entries = decode_bundle(storage.files["tile/entries/000.p/3"])
    storage.files["tile/entries/000.p/3"] = encode_bundle(entries[:2])
    refuse(storage, signer, "does not fit its tile")


def test_damaged_payloads_are_never_cut(storage: MemoryLog, signer: Signer, grow: Grow) -> None:
    grow(3)
    data = storage.files["payloads/000.jsonl"]
    for place in (0, 20, len(data) // 2, len(data) - 2):
        storage.files["payloads/000.jsonl"] = data[:place] + b"\n" + data[place:]
        refuse(storage, signer, "is not the payload of entry 2")
    storage.files["payloads/000.jsonl"] = data[: len(data) // 2]
    refuse(storage, signer, "has lost lines")


def test_a_proof_is_checked_before_it_leaves(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(300)
    reader = LogReader(storage, signer.verifier)
    proven = reader.prove(7)
    state = proven.checkpoint
    path = reader.inclusion(7, state.size)
    digest = leaf_hash(leaf(commitments(proven.payload.slots)))
    verify_inclusion(digest, 7, 300, path, state.root)
    assert proven.proof.startswith(b"c2sp.org/tlog-proof@v1\nindex 7\n")
    assert proven.proof.endswith(b"\n\n" + reader.checkpoint_note())
    for damaged in ("tile/0/000", "payloads/000.jsonl"):
        data = storage.files[damaged]
        storage.files[damaged] = data.replace(b'"S-7"', b'"S-8"').replace(path[0], bytes(32))
        with pytest.raises(CustodyError, match="does not lead to the signed root"):
            reader.prove(7)
        storage.files[damaged] = data


def test_a_field_can_be_erased_and_every_proof_still_holds(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(3)
    reader = LogReader(storage, signer.verifier)
    before = reader.prove(1).proof
    source = next(field for field in reader.entry(1).fields if field.name == "source")
    stored = f'["source","S-1","{source.salt}"]'.encode()
    erased = f'{{"c":"{field_commitment(source)}"}}'.encode()
    data = storage.files["payloads/000.jsonl"]
    assert stored in data
    storage.files["payloads/000.jsonl"] = data.replace(stored, erased)
    assert reader.prove(1).proof == before
    assert reader.entry(1).get("source") is None
    assert [field.name for field in reader.entry(1).fields] == ["type", "number"]


# Files that an entry brings

BROUGHT = {"timestamps/3/north.tsr": b"token"}
BRINGS = salted([("type", "timestamped"), (FILES, digests_of_files(BROUGHT))])


def test_files_land_with_the_entry_that_states_them(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    writer = grow(3)
    assert writer.append([BRINGS], lambda: "4", BROUGHT) == range(3, 4)
    assert storage.files["timestamps/3/north.tsr"] == b"token"
    check = LogCheck(storage, signer.verifier, lambda _: None)
    check.signature()
    assert list(check.run()) == [4]
    assert check.problems == []


def test_a_refused_file_leaves_the_writer_usable(
    storage: MemoryLog, grow: Grow, entry: MakeEntry
) -> None:
    writer = grow(3)
    writer.append([BRINGS], lambda: "4", BROUGHT)
    before = copy.deepcopy(storage.files)
    for files in (BROUGHT, {}, {"tile/0/000": b"x"}, {"../keys/log.pem": b"x"}):
        with pytest.raises(UsageError):
            writer.append([BRINGS], lambda: "5", files)
        assert (storage.files, storage.aside) == (before, {})
    assert writer.append([entry(4)], lambda: "5") == range(4, 5)


def test_files_of_a_crash_between_commit_and_publication_are_published(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    writer = grow(3)
    before = copy.deepcopy(storage.files)
    writer.append([BRINGS], lambda: "4", BROUGHT)
    whole = copy.deepcopy(storage.files)
    storage.aside[4] = {p: data for p, data in whole.items() if before.get(p) != data}
    del storage.aside[4]["head"], storage.aside[4]["payloads/000.jsonl"]
    for path in ("checkpoint", "timestamps/3/north.tsr"):
        storage.files.pop(path)
        storage.files.update({path: before[path]} if path in before else {})
    reopen(storage, signer)
    assert storage.files == whole
