"""The fixtures of OCFL 1.0 and 1.1, run whole: accepted or refused as they say, with their codes.

The codes that an object must be given stand in the name of its folder. `ocfl-py` is a second
opinion on whatever amana writes: tests/unit/archive and tests/property.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from amana.sharing.ocfl import OcflReport, check_ocfl, codes

if TYPE_CHECKING:
    from tests.conformance.conftest import Tally

COUNTS = {
    ("1.0", "good"): 10, ("1.0", "bad"): 52, ("1.0", "warn"): 14,
    ("1.1", "good"): 12, ("1.1", "bad"): 55, ("1.1", "warn"): 13,
}  # fmt: skip


class Fixture(NamedTuple):
    """One object of the suite: its name, whether it is valid, the codes that it must be given."""

    name: str
    valid: bool
    codes: frozenset[str]
    report: OcflReport


def fixtures(suite: Path, scratch: Path, spec: str, kind: str) -> Iterator[Fixture]:
    empty = (suite / "EMPTY_DIRS.txt").read_text(encoding="utf-8").splitlines()
    for folder in sorted((suite / spec / f"{kind}-objects").iterdir()):
        copy = scratch / spec / kind / folder.name
        shutil.copytree(folder, copy, symlinks=True)
        name = str(folder.relative_to(suite))
        for place in (line for line in empty if line.startswith(name)):
            (scratch / spec / kind / Path(place).relative_to(f"{spec}/{kind}-objects")).joinpath(
                ".keep"
            ).unlink(missing_ok=True)
        codes = frozenset(re.findall("[EW][0-9]{3}", folder.name))
        yield Fixture(name, kind != "bad", codes, check_ocfl(copy))


@pytest.mark.parametrize(("spec", "kind"), COUNTS)
def test_objects_are_judged_as_the_suite_says(
    test_data: Path, tmp_path: Path, tally: Tally, spec: str, kind: str
) -> None:
    found = list(fixtures(test_data / "ocfl", tmp_path, spec, kind))
    judged = [each.name for each in found if each.report.valid is not each.valid]
    coded = {
        each.name: sorted(each.codes - {*each.report.errors, *each.report.warnings})
        for each in found
        if not each.codes <= {*each.report.errors, *each.report.warnings}
    }
    total = COUNTS[spec, kind]
    tally(
        "OCFL 1.0 and 1.1, accepted or refused",
        passed=len(found) - len(judged), total=total, misses=judged,
    )  # fmt: skip
    if kind != "good":
        tally(
            "OCFL 1.0 and 1.1, by the very codes",
            passed=len(found) - len(coded), total=total,
            misses=[f"{name}: {', '.join(codes)}" for name, codes in coded.items()],
        )  # fmt: skip
    assert len(found) == total
    assert judged == []
    assert coded == {}
    if kind == "good":
        assert [each.name for each in found if each.report.findings] == []


def test_each_code_is_told_by_the_program_or_explained_on_the_page(root: Path) -> None:
    sources = (root / "src/amana/sharing/ocfl").glob("*.py")
    program = "".join(path.read_text(encoding="utf-8") for path in sources)
    told = set(re.findall(r'"([EWAN][0-9]{3})"', program))
    page = (root / "docs/reference/ocfl.md").read_text(encoding="utf-8")
    table = page.split("These codes are never told")[1].split("##")[0]
    rows = re.findall(r"^\| (`.+?`) \|", table, re.MULTILINE)
    explained = {code for row in rows for code in re.findall(r"`(\w+)`", row)}
    assert told | explained == set(codes())
    assert told & explained == set()
    ours = {code for code in codes() if code[0] in "AN"}
    assert set(re.findall(r"^\| `([AN][0-9]{3})` \|", page, re.MULTILINE)) == ours
