"""The conformance suite of the Library of Congress, whole, and bags of a preservation system.

`bagit` (the Library's own program) is asked beside us. Where the two differ, it is listed here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import bagit  # type: ignore[import-untyped]  # it has no types
import pytest

from amana.sharing import Verdict, check_bag

if TYPE_CHECKING:
    from tests.conformance.conftest import Tally

EXPECTED = {
    "valid": {Verdict.VALID, Verdict.WITH_WARNINGS},
    "warning": {Verdict.WITH_WARNINGS},
    "invalid": {Verdict.INVALID},
    "linux-only": {Verdict.INVALID},
    "windows-only": {Verdict.INVALID},
}
APPLY = {"valid": 27, "warning": 6, "invalid": 15, "linux-only": 6}

DIFFERENT = {
    "v0.97/warning/duplicate-file-with-different-case": "refused: a name in another case",
    "v0.97/warning/same-filename-listed-twice-with-different-normalization":
        "refused: a name in another normal form",
    "v0.97/warning/special-system-files": "refused: an empty .DS_Store is away",
    "v1.0/invalid/bagit-with-invalid-whitespace": "taken: whitespace in bagit.txt",
}  # fmt: skip
"""What `bagit` 1.9 says of bags of the suite otherwise than the suite, and why."""


def bags(test_data: Path, kind: str) -> list[Path]:
    return sorted((test_data / "bagit").glob(f"v*/{kind}/*"))


def name(bag: Path) -> str:
    return "/".join(bag.parts[-3:])


def theirs(bag: Path) -> bool:
    """Return whether `bagit` calls a bag valid."""
    try:
        return bool(bagit.Bag(str(bag)).validate())
    except (bagit.BagError, OSError, ValueError):
        return False


@pytest.mark.parametrize("kind", EXPECTED)
def test_every_bag_of_the_suite_is_judged_as_the_suite_says(
    test_data: Path, tally: Tally, kind: str
) -> None:
    found = bags(test_data, kind)
    misses = [name(bag) for bag in found if check_bag(bag).verdict not in EXPECTED[kind]]
    windows = " (Windows: its paths lead out of a bag here, too)" if kind == "windows-only" else ""
    tally(
        f"BagIt, Library of Congress{windows}",
        passed=len(found) - len(misses),
        total=len(found),
        misses=misses,
    )
    assert misses == []
    assert len(found) == APPLY.get(kind, 6)


def test_the_library_s_own_program_differs_where_it_is_known_to(
    test_data: Path, tally: Tally, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("CRITICAL")
    every = [bag for kind in APPLY for bag in bags(test_data, kind)]
    different = {
        name(bag) for bag in every if theirs(bag) != (check_bag(bag).verdict != Verdict.INVALID)
    }
    tally(
        "BagIt, the same verdict by bagit (PyPI)",
        passed=len(every) - len(different),
        total=len(every),
        misses=[f"{bag}: {DIFFERENT.get(bag, 'not known')}" for bag in different],
    )
    assert different == set(DIFFERENT)


def test_bags_of_a_preservation_system(test_data: Path, tally: Tally) -> None:
    folders = sorted(path for path in (test_data / "transfers/bagitTests").iterdir())
    right = [
        bag
        for bag in folders
        if (check_bag(bag).verdict is Verdict.INVALID) == ("fail" in bag.name)
    ]
    tally("BagIt, bags of Archivematica", passed=len(right), total=len(folders))
    assert right == folders
    assert len(folders) == 7
