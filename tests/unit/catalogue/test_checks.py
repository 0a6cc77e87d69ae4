from __future__ import annotations

import pytest

from amana.catalogue.checks import (
    CheckRow,
    checks_that_read,
    in_sample,
    last_checks,
    rows_of_check,
    sample_value,
)
from amana.core import JSON, sha256_hex

SEED = "00ff"
DIGEST = sha256_hex(b"one")


def row(number: int, room: str, first: str, last: str, length: int | None = None) -> CheckRow:
    return CheckRow(
        number=number,
        at=f"2026-01-01T00:00:{number:02}.000000Z",
        scope="everything",
        entries=number,
        of_log=True,
        problems=0,
        room=room,
        first=first,
        last=last,
        length=length,
    )


def entry(**covered: JSON) -> dict[str, JSON]:
    return {
        "scope": "oldest",
        "entries": 12,
        "log": True,
        "problem_count": 2,
        "covered": covered,
    }


def test_an_entry_gives_a_row_for_each_range() -> None:
    said = entry(
        packs=[["00000001", "00000003"], ["00000007", "00000007"]],
        length=4096,
        objects=[["0000", "00ff"]],
    )
    check, covered = rows_of_check(20, said)
    assert check == {"number": 20, "scope": "oldest", "entries": 12, "of_log": 1, "problems": 2}
    assert [(r["position"], r["room"], r["first"], r["last"], r["length"]) for r in covered] == [
        (0, "packs", "00000001", "00000003", None),
        (1, "packs", "00000007", "00000007", 4096),
        (2, "objects", "0000", "00ff", None),
    ]


def test_a_sample_gives_one_row() -> None:
    _, covered = rows_of_check(3, entry(sample={"seed": SEED, "bound": "8000000000000000"}))
    assert [(r["room"], r["first"], r["last"]) for r in covered] == [
        ("sample", SEED, "8000000000000000")
    ]


@pytest.mark.parametrize(
    "covered",
    [None, 7, {}, {"packs": 7}, {"packs": [["1"]]}, {"sample": {"seed": "xyz"}}, {"sample": 1}],
)
def test_what_is_said_otherwise_covers_nothing(covered: JSON) -> None:
    """Entries of older versions, or of other programs."""
    assert rows_of_check(3, {"scope": "everything", "covered": covered})[1] == []


def test_an_object_is_in_a_sample_by_its_number() -> None:
    value = sample_value(SEED, DIGEST)
    assert in_sample(SEED, f"{value + 1:016x}", DIGEST)
    assert not in_sample(SEED, f"{value:016x}", DIGEST)
    assert sample_value("00fe", DIGEST) != value


def test_the_last_check_of_a_unit_is_the_newest_that_covers_it() -> None:
    rows = [
        row(9, "objects", "0000", "7fff"),
        row(5, "packs", "00000001", "00000002", 512),
        row(4, "objects", "0000", "ffff"),
    ]
    units = [("packs", "00000001"), ("packs", "00000003"), ("objects", "0001"), ("objects", "8000")]
    found = last_checks(units, rows)
    assert {unit: each.number for unit, each in found.items()} == {
        ("packs", "00000001"): 5,
        ("packs", "00000003"): 5,  # begun after that check, which saw the open pack
        ("objects", "0001"): 9,
        ("objects", "8000"): 4,
    }
    assert last_checks(units, [row(5, "packs", "00000001", "00000002")]).keys() == {units[0]}


@pytest.mark.parametrize(
    ("end", "acquired", "number"), [(512, 3, 5), (513, 3, None), (512, 5, None), (512, 4, 5)]
)
def test_an_object_was_checked_if_it_was_there(end: int, acquired: int, number: int | None) -> None:
    rows = [row(5, "packs", "00000001", "00000002", 512)]
    found = checks_that_read(
        rows, sha256=DIGEST, room="packs", name="00000002", end=end, acquired=acquired
    )
    assert [check.number for check in found] == ([number] if number else [])


def test_a_sample_tells_of_an_object_that_is_in_it() -> None:
    rows = [row(7, "sample", SEED, "f" * 16), row(5, "sample", SEED, "0" * 16)]
    (found,) = checks_that_read(rows, sha256=DIGEST, room="objects", name="abcd", end=0, acquired=1)
    assert found is rows[0]
    assert not [*checks_that_read(rows[1:], sha256=DIGEST, room="o", name="a", end=0, acquired=1)]
