from __future__ import annotations

import hashlib

import pytest

from amana.archive.batches import (
    MOST_BYTES,
    MOST_SECONDS,
    Batch,
    Covered,
    digest_in,
    spell_ranges,
    spell_sample,
)
from amana.archive.scopes import Sample
from amana.core import ManualTimer, sha256_hex
from amana.records import Problem
from amana.vault import Unit, Verdict

ONE, TWO = sha256_hex(b"one"), sha256_hex(b"two")


def pack(number: int) -> Unit:
    return Unit("packs", f"{number:08d}")


def folder(name: str) -> Unit:
    return Unit("objects", name)


def verdict(
    sha256: str | None, size: int = 3, *, problem: str | None = None, read: bool = True
) -> Verdict:
    found = problem and Problem(step="originals", path=f"vault/x/{sha256}", detail=problem)
    return Verdict(sha256=sha256, size=size, problem=found or None, read=read)


def test_everything_is_covered_from_the_first_folder_to_the_last() -> None:
    covered = Covered(None)
    for unit in (pack(1), pack(2), folder("00a0"), folder("7777")):
        covered.add(unit)
    covered.close()
    assert covered.cut() == {"packs": [["00000001", "00000002"]], "objects": [["0000", "ffff"]]}


def test_batches_of_everything_join_without_a_gap() -> None:
    covered = Covered(None)
    covered.add(pack(1))
    assert covered.cut() == {"packs": [["00000001", "00000001"]], "objects": []}
    for unit in (pack(2), folder("00a0")):
        covered.add(unit)
    assert covered.cut() == {"packs": [["00000002", "00000002"]], "objects": [["0000", "00a0"]]}
    covered.add(folder("0100"))
    assert covered.cut()["objects"] == [["00a1", "0100"]]
    covered.close()
    assert covered.cut()["objects"] == [["0101", "ffff"]]


@pytest.mark.parametrize("name", ["abcd", "ffff"])
def test_an_end_in_any_folder_covers_the_last(name: str) -> None:
    covered = Covered(None)
    covered.add(folder(name))
    covered.close()
    assert covered.cut()["objects"] == [["0000", "ffff"]]
    covered.close()
    assert covered.cut()["objects"] == ([["abce", "ffff"]] if name == "abcd" else [])


def test_units_that_were_chosen_make_ranges_of_their_order() -> None:
    order = [pack(1), pack(2), pack(3), folder("0001"), folder("0007"), folder("0009")]
    covered = Covered(order)
    for unit in (pack(1), pack(3), folder("0001"), folder("0007")):
        covered.add(unit)
    assert covered.cut() == {
        "packs": [["00000001", "00000001"], ["00000003", "00000003"]],
        "objects": [["0001", "0007"]],
    }


def test_the_length_stands_where_the_open_pack_was_read() -> None:
    ranges = {"packs": [["00000001", "00000002"]], "objects": []}
    assert spell_ranges(ranges, (pack(2), 4096))["length"] == 4096
    assert spell_ranges(ranges, (pack(3), 4096))["length"] is None
    assert spell_ranges(ranges, None)["length"] is None
    assert spell_ranges({"packs": [], "objects": []}, (pack(2), 4096))["length"] is None


def test_a_sample_is_entered_by_its_rule() -> None:
    assert spell_sample(Sample("00", "ff")) == {"sample": {"seed": "00", "bound": "ff"}}


def entered(batch: Batch, **items: list[str]) -> dict[str, object]:
    return dict(
        batch.fields("oldest", covered={}, entries=7, log=True, more=False, items=dict(items))
    )


def test_the_root_is_over_what_was_read_and_how_it_was_found() -> None:
    batch = Batch(ManualTimer())
    batch.take(verdict(ONE))
    batch.take(verdict("0" * 64, read=False))
    batch.take(verdict(None, problem="holds bytes that are no member"))
    batch.take(verdict(TWO, problem="has other bytes"))
    leaves = [
        hashlib.sha256(b"\0" + f'["{sha256}",{ok}]'.encode()).digest()
        for sha256, ok in ((ONE, "true"), (TWO, "false"))
    ]
    said = entered(batch)
    assert said["root"] == hashlib.sha256(b"\1" + b"".join(leaves)).hexdigest()
    assert (said["objects"], said["bytes"]) == (2, 6)


def test_no_digest_is_entered() -> None:
    batch = Batch(ManualTimer())
    problem = Problem(step="originals", path=f"vault/objects/ab/cd/{ONE}", detail=f"is not {TWO}")
    batch.problems.append(problem)
    assert digest_in(problem) == ONE
    said = entered(batch, **{ONE: ["IT-0000-0000"]})
    assert ONE not in str(said)
    assert TWO not in str(said)
    assert said["problems"] == [
        {
            "step": "originals",
            "path": f"vault/objects/ab/cd/{ONE[:4]}…",
            "detail": f"is not {TWO[:4]}…",
            "items": ["IT-0000-0000"],
        }
    ]
    assert (said["outcome"], said["problem_count"]) == ("problems found", 1)


def test_only_units_that_came_to_their_end_count_when_it_is_cut_short() -> None:
    batch = Batch(ManualTimer())
    batch.take(verdict(ONE))
    batch.mark()
    before = entered(batch)
    batch.take(verdict(TWO))
    assert entered(batch) != before
    batch.back_to_mark()
    assert entered(batch) == before


def test_a_batch_is_full_by_bytes_or_by_time() -> None:
    timer = ManualTimer()
    batch = Batch(timer)
    timer.sleep(MOST_SECONDS)
    assert not batch.is_full(), "nothing was read yet"
    batch.take(verdict(ONE))
    assert batch.is_full()
    batch = Batch(timer)
    batch.take(verdict(ONE, MOST_BYTES))
    assert batch.is_full()


def test_no_range_goes_across_what_was_passed_over() -> None:
    covered = Covered([folder("0001"), folder("0007")])
    covered.add(folder("0001"))
    covered.skip()  # a folder that came into being since the choice was made
    covered.add(folder("0007"))
    assert covered.cut()["objects"] == [["0001", "0001"], ["0007", "0007"]]
