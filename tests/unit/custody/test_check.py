from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.custody import LogCheck, LogWriter, Signer, field_commitment
from amana.custody.backends import MemoryLog
from amana.custody.checkpoint import Checkpoint
from amana.custody.head import Head, encode_head
from amana.custody.note import encode_note
from amana.custody.payload import decode, encode
from amana.custody.segments import split_lines
from amana.records import Entry, Problem

Grow = Callable[[int], LogWriter]
PAYLOADS = "payloads/000.jsonl"


def check(storage: MemoryLog, signer: Signer, seen: list[Entry] | None = None) -> list[Problem]:
    found = LogCheck(storage, signer.verifier, (seen if seen is not None else []).append)
    found.signature()
    for _ in found.run():
        pass
    return found.problems


def paths(problems: list[Problem]) -> set[str]:
    return {problem.path.removeprefix("custody/") for problem in problems}


def flip(storage: MemoryLog, path: str, place: int) -> None:
    data = bytearray(storage.files[path])
    data[place] ^= 1
    storage.files[path] = bytes(data)


@pytest.mark.parametrize("size", [0, 1, 3, 255, 256, 257, 600, 1024, 1025, 1300])
def test_a_log_as_it_was_written_has_no_problems(
    storage: MemoryLog, signer: Signer, grow: Grow, size: int
) -> None:
    grow(min(size, 2))
    grow(size)
    seen: list[Entry] = []
    assert check(storage, signer, seen) == []
    assert [entry.index for entry in seen] == list(range(size))


def test_it_tells_how_far_it_is(storage: MemoryLog, signer: Signer, grow: Grow) -> None:
    grow(600)
    found = LogCheck(storage, signer.verifier, lambda _: None)
    found.signature()
    assert list(found.run()) == [256, 512, 600]
    assert found.size == 600


FILES = ["head", "checkpoint", "log.vkey", PAYLOADS, "tile/0/000", "tile/0/001.p/44",
         "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/44"]  # fmt: skip


@pytest.mark.parametrize("path", FILES)
def test_a_flip_names_the_file_and_no_other(
    storage: MemoryLog, signer: Signer, grow: Grow, path: str
) -> None:
    grow(300)
    whole = storage.files[path]
    for place in {0, 1, len(whole) // 3, len(whole) // 2, len(whole) - 2, len(whole) - 1}:
        flip(storage, path, place)
        assert paths(check(storage, signer)) == {path}, place
        storage.files[path] = whole


def test_a_flip_in_a_later_segment_names_it(storage: MemoryLog, signer: Signer, grow: Grow) -> None:
    grow(1026)
    flip(storage, "payloads/001.jsonl", 30)
    assert paths(check(storage, signer)) == {"payloads/001.jsonl"}


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_is_gone_or_cut_or_longer_is_named(
    storage: MemoryLog, signer: Signer, grow: Grow, path: str
) -> None:
    grow(300)
    whole = storage.files[path]
    for changed in (None, whole[:-1], whole[: len(whole) // 2], b"", whole + b"\0", whole + b"\n"):
        if changed is None:
            del storage.files[path]
        else:
            storage.files[path] = changed
        assert paths(check(storage, signer)) == {path}, changed
    storage.files[path] = whole
    assert check(storage, signer) == []


def test_a_missing_file_is_told_in_plain_words(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(3)
    for path in ("checkpoint", "log.vkey", PAYLOADS, "tile/0/000.p/3"):
        del storage.files[path]
    told = {problem.path: problem.detail for problem in check(storage, signer)}
    assert told == {
        f"custody/{path}": "is missing"
        for path in ("checkpoint", "log.vkey", PAYLOADS, "tile/0/000.p/3")
    }


def test_a_payload_that_tells_another_story_is_convicted_by_bundle_and_tile(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(3)
    storage.files[PAYLOADS] = storage.files[PAYLOADS].replace(b'"S-1"', b'"S-7"')
    [problem] = check(storage, signer)
    assert problem.step == "payloads"
    assert problem.detail == "entry 1 does not fit its commitment in the log"


def test_a_bundle_that_tells_another_story_is_convicted_by_payload_and_tile(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(3)
    data = storage.files["tile/entries/000.p/3"]
    first, second = data[2:80], data[82:160]
    storage.files["tile/entries/000.p/3"] = data.replace(first, second)
    [problem] = check(storage, signer)
    assert (problem.step, problem.path) == ("log-structure", "custody/tile/entries/000.p/3")


def test_lines_that_changed_places_are_named(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(4)
    lines = split_lines(storage.files[PAYLOADS])
    lines[1], lines[2] = lines[2], lines[1]
    storage.files[PAYLOADS] = b"".join(lines)
    details = [problem.detail for problem in check(storage, signer)]
    assert "entry 1 says that it is entry 2" in details
    assert "entry 1 does not fit its commitment in the log" in details
    assert paths(check(storage, signer)) == {PAYLOADS}


def test_a_line_with_the_index_of_another_place_is_named(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(4)
    lines = split_lines(storage.files[PAYLOADS])
    payload = decode(lines[1])
    lines[1] = encode(type(payload)(index=9, slots=payload.slots))
    storage.files[PAYLOADS] = b"".join(lines)
    [problem] = check(storage, signer)
    assert problem.detail == "entry 1 says that it is entry 9"


def test_a_line_feed_too_many_names_the_one_entry(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(500)
    data = storage.files[PAYLOADS]
    place = data.index(b'"S-77"')
    storage.files[PAYLOADS] = data[:place] + b"\n" + data[place:]
    details = [problem.detail for problem in check(storage, signer)]
    assert details == ["holds 501 lines of 500 entries", "entry 77 is missing or damaged"]


@pytest.mark.parametrize("tail", [b"{}\n", b"\n", b"torn", b"\0"])
@pytest.mark.parametrize("path", [PAYLOADS, "payloads/001.jsonl"])
def test_bytes_behind_the_last_line_of_any_segment_are_named(
    storage: MemoryLog, signer: Signer, grow: Grow, path: str, tail: bytes
) -> None:
    grow(1030)
    storage.files[path] += tail
    [problem] = check(storage, signer)
    assert (problem.step, problem.path) == ("coverage", f"custody/{path}")


def test_a_line_that_stands_twice_is_named(storage: MemoryLog, signer: Signer, grow: Grow) -> None:
    grow(4)
    lines = split_lines(storage.files[PAYLOADS])
    storage.files[PAYLOADS] = b"".join([lines[0], *lines])
    [problem] = check(storage, signer)
    assert problem.detail == "holds lines that belong to no entry of the log"


@pytest.mark.parametrize(
    "path",
    ["notes.txt", "payloads/001.jsonl", "tile/0/001", "tile/2/000.p/1", "tile/0/000.p/301",
     "tile/0/000.p/x", "tile/0/000.p/\u00b2", "tile/0/000.p/03", "tile/0/001.p/44/1", "head.bak"],
)  # fmt: skip
def test_a_stray_file_is_named(storage: MemoryLog, signer: Signer, grow: Grow, path: str) -> None:
    grow(300)
    storage.files[path] = b"x"
    [problem] = check(storage, signer)
    assert (problem.step, problem.path) == ("coverage", f"custody/{path}")


def test_a_name_that_is_no_text_can_be_told(storage: MemoryLog, signer: Signer, grow: Grow) -> None:
    grow(1)
    storage.files["stray-\udcff"] = b"x"
    [problem] = check(storage, signer)
    assert problem.path == "custody/stray-\\xff"


def test_partial_tiles_of_earlier_checkpoints_may_stay_as_they_were(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    for size in (1, 5, 200, 257, 300):
        grow(size)
    older = ["tile/0/000.p/5", "tile/entries/000.p/200", "tile/0/001.p/1", "tile/entries/001.p/1"]
    assert set(older) <= storage.files.keys()
    assert check(storage, signer) == []
    for path in older:
        whole = storage.files[path]
        for changed in (whole[:-1] + b"\0", whole[:-1], whole + b"\0"):
            storage.files[path] = changed
            assert paths(check(storage, signer)) == {path}
        storage.files[path] = whole


def test_a_damaged_tile_does_not_blame_its_older_partial_ones(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    for size in (1, 5, 9):
        grow(size)
    flip(storage, "tile/0/000.p/9", 0)
    flip(storage, "tile/entries/000.p/9", 5)
    assert paths(check(storage, signer)) == {"tile/0/000.p/9", "tile/entries/000.p/9"}


def test_tiles_of_a_later_checkpoint_tell_that_something_older_was_put_back(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(5)
    old = {path: storage.files[path] for path in ("head", "checkpoint", PAYLOADS)}
    grow(7)
    storage.files |= old
    assert paths(check(storage, signer)) == {"tile/0/000.p/7", "tile/entries/000.p/7"}


def test_head_and_checkpoint_must_state_one_log(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(2)
    old = storage.files["head"]
    grow(3)
    storage.files["head"] = old
    assert [p.detail for p in check(storage, signer)] == ["states another log than the checkpoint"]


def test_a_root_that_the_entries_do_not_give_is_named_even_when_it_is_signed(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(3)
    state = Checkpoint(origin="example.org/log", size=3, root=bytes(32))
    storage.files["checkpoint"] = encode_note(signer.sign(state.text()))
    storage.files["head"] = encode_head(Head(size=3, root=bytes(32), vault="3"))
    [problem] = check(storage, signer)
    assert problem.detail == "signs another root than the entries give"


def test_without_head_and_signature_the_stated_size_still_leads_the_check(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(3)
    del storage.files["head"]
    signed = storage.files["checkpoint"]
    storage.files["checkpoint"] = signed.replace(b"\x94 example.org", b"\x94 example.com")
    seen: list[Entry] = []
    assert paths(check(storage, signer, seen)) == {"head", "checkpoint"}
    assert len(seen) == 3


def test_erased_fields_and_entries_leave_the_check_whole(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(3)
    lines = split_lines(storage.files[PAYLOADS])
    slots = [f'{{"c":"{field_commitment(f)}"}}' for f in decode(lines[1]).entry().fields]
    lines[1] = f'{{"f":[{",".join(slots)}],"i":1,"v":1}}\n'.encode()
    storage.files[PAYLOADS] = b"".join(lines)
    seen: list[Entry] = []
    assert check(storage, signer, seen) == []
    assert seen[1].fields == ()
