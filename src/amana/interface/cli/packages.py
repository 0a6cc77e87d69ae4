"""Commands about packages: `check bag`, `export bag`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from amana.archive import BagReport, BagStep, Export, Finding, Level, Verdict
from amana.archive import check_bag as check
from amana.core import UsageError
from amana.interface.cli.common import (
    DEFAULT,
    Common,
    Purpose,
    bar,
    say,
    write_bytes,
    write_json,
)
from amana.interface.cli.plain import count, one_line, size_of

INVALID = 1
_BROKEN = {"md5", "sha1"}
_STEPS = {"files": "files", "lists": "lines of lists", "payload": "payload files"}


def check_bag(folder: Path, /, *, common: Common = DEFAULT) -> None:
    """Check a BagIt package; no archive is needed.

    Parameters
    ----------
    folder
        The folder of the package, with bagit.txt in it.
    """
    with bar() as shown:
        task = shown.add_task("", total=None)

        def tell(step: BagStep) -> None:
            what = _STEPS[step.step]
            shown.update(task, description=what, completed=step.done, total=step.total)

        report = check(folder, on_step=tell)
    if common.json:
        write_json(report)
    else:
        _tell(report)
    if report.verdict is Verdict.INVALID:
        sys.exit(INVALID)


def _tell(report: BagReport) -> None:
    """Print the verdict and each rule that is broken for programs, what it means for people."""
    lines = [report.verdict.value, *map(_line, report.findings)]
    write_bytes("".join(one_line(line) + "\n" for line in lines).encode())
    untold = report.errors + report.warnings - len(report.findings)
    if untold:
        say(f"and {untold} more")
    if report.version is None:
        return
    said = f"BagIt {report.version}: {count(report.files, 'payload file')}"
    names = ", ".join(report.algorithms) or "no known algorithm"
    say(f"{said} ({size_of(report.bytes)}), checked with {names}.")
    if report.algorithms and _BROKEN.issuperset(report.algorithms):
        say("These algorithms show damage, but not that somebody changed a file on purpose.")


def _line(finding: Finding) -> str:
    level = "error  " if finding.level is Level.ERROR else "warning"
    where = f": {finding.path}" if finding.path is not None else ""
    detail = f" ({finding.detail})" if finding.detail else ""
    told = f"{level}  {finding.code}{where}{detail}"
    return f"{told}: {finding.sentence} (RFC 8493 section {finding.section})"


def export_bag(
    *refs: str,
    output: Annotated[Path, Parameter(name=("--output", "-o"))],
    every: Annotated[bool, Parameter(name="--all", negative=())] = False,
    release: Annotated[list[str] | None, Parameter(negative=())] = None,
    organization: str | None = None,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """Take items out as a BagIt package.

    Parameters
    ----------
    refs
        The items' references, like IT-7F3K-Q2M9.
    output
        A new folder for the package. Stopped, the same command goes on with it.
    every
        All items that may leave; those that may not are named.
    release
        A field to show that is withheld otherwise, like source. May be given several times. With
        name, files are called as they were received.
    organization
        Who sends the package; it is written into it.
    """
    chosen = require_choice(refs, every=every)
    with common.open() as archive, bar() as shown:
        task = shown.add_task("items", total=None)
        export = archive.exports.bag(
            chosen,
            output,
            release=release or (),
            organization=organization,
            purpose=purpose,
            on_item=lambda done, total: shown.update(task, completed=done, total=total),
        )
    tell_export(export, common)


def require_choice(refs: tuple[str, ...], *, every: bool) -> tuple[str, ...] | None:
    """Return the items that a person named, None for all.

    Raises:
        UsageError: both, or neither.
    """
    if every == bool(refs):
        raise UsageError("name either items or --all", remedy="`amana list` shows what there is")
    return None if every else refs


def tell_export(export: Export, common: Common) -> None:
    """Tell what left, and what did not."""
    if common.json:
        write_json(export)
        return
    size = size_of(export.bytes)
    say(f"{count(export.items, 'item')} ({size}) in {export.folder}, a {export.form}.")
    say(f"That they left is entry {export.entry} of the custody log.")
    if export.want_purpose:
        say(f"Left out (they want a --purpose): {', '.join(export.want_purpose)}")
    others = [ref for ref in export.left_out if ref not in set(export.want_purpose)]
    if others:
        say(f"Left out (erased, or their conditions of use forbid it): {', '.join(others)}")
