"""Commands about OCFL: `check ocfl`, `export ocfl`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from amana.archive import OcflFinding, OcflReport
from amana.archive import check_ocfl as check
from amana.interface.cli.common import (
    DEFAULT,
    Common,
    Purpose,
    bar,
    say,
    write_bytes,
    write_json,
)
from amana.interface.cli.packages import require_choice, tell_export
from amana.interface.cli.plain import count, one_line, size_of

INVALID = 1
_LEVELS = {"E": "error  ", "A": "error  ", "W": "warning", "N": "note   "}


def check_ocfl(folder: Path, /, *, common: Common = DEFAULT) -> None:
    """Check an OCFL object or storage root; no archive is needed.

    Parameters
    ----------
    folder
        The folder of the object or of the storage root.
    """
    with bar() as shown:
        task = shown.add_task("objects", total=None)
        report = check(folder, on_progress=lambda objects, _: shown.update(task, completed=objects))
    if common.json:
        write_json(report)
    else:
        _tell(report)
    if not report.valid:
        sys.exit(INVALID)


def _tell(report: OcflReport) -> None:
    """Print the verdict and each code that was found for programs, what it means for people."""
    lines = ["valid" if report.valid else "invalid", *map(_line, report.findings)]
    write_bytes("".join(one_line(line) + "\n" for line in lines).encode())
    untold = sum((*report.errors.values(), *report.warnings.values())) - len(report.findings)
    if untold:
        say(f"and {untold} more")
    said = f"OCFL {report.spec or 'of no known version'}, {report.kind}"
    if report.kind != "object":
        said += f": {report.valid_objects} of {count(report.objects, 'object')} valid"
    say(f"{said}; {size_of(report.bytes)} of content checked.")


def _line(finding: OcflFinding) -> str:
    level = _LEVELS[finding.code[0]]
    return f"{level}  {finding.code}: {finding.path}: {finding.detail} — {finding.says}"


def export_ocfl(
    *refs: str,
    output: Annotated[Path, Parameter(name=("--output", "-o"))],
    every: Annotated[bool, Parameter(name="--all", negative=())] = False,
    release: Annotated[list[str] | None, Parameter(negative=())] = None,
    organization: str | None = None,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """Take items out as an OCFL storage root.

    Parameters
    ----------
    refs
        The items' references, like IT-7F3K-Q2M9.
    output
        A new folder, or one that this command wrote: whole objects in it stay as they are.
    every
        All items that may leave; those that may not are named.
    release
        A field to show that is withheld otherwise, like source. May be given several times. With
        name, an original also has the name under which it was received.
    organization
        Who sends the items; it is written into each object.
    """
    chosen = require_choice(refs, every=every)
    with common.open() as archive, bar() as shown:
        task = shown.add_task("items", total=None)
        export = archive.exports.ocfl(
            chosen,
            output,
            release=release or (),
            organization=organization,
            purpose=purpose,
            on_item=lambda done, total: shown.update(task, completed=done, total=total),
        )
    tell_export(export, common)
