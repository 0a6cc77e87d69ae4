"""Commands that keep copies: `replicate`, `audit`."""

from __future__ import annotations

import sys
from typing import Annotated

from cyclopts import Parameter

from amana.archive import AuditReport, ReplicationReport
from amana.core import IntegrityError
from amana.interface.cli.common import DEFAULT, Common, Many, bar, say, write_json
from amana.interface.cli.plain import count, size_of

_SAMPLE = 1000
_INCOMPLETE = 1
_SHOWN = 20


def replicate(
    *names: str,
    anew: Annotated[bool, Parameter(negative=())] = False,
    common: Common = DEFAULT,
) -> None:
    """Bring replicas up to date.

    Parameters
    ----------
    names
        The replicas, as amana.toml calls them; all of them where none is named.
    anew
        Make a replica that was lost again, in a folder that is empty now.
    """
    with common.open() as archive, bar() as shown:
        task = shown.add_task("copied", total=None)
        reports = archive.copies.replicate(
            names,
            anew=anew,
            on_progress=lambda name, done: shown.update(
                task, description=f"{name}: {size_of(done)}"
            ),
        )
    for report in reports:
        _tell_replication(report, common)
    if any(report.problems for report in reports):
        sys.exit(_INCOMPLETE)


def _tell_replication(report: ReplicationReport, common: Common) -> None:
    if common.json:
        write_json(report)
        return
    new = report.entries - report.before
    said = f"{count(report.entries, 'entry')}, {new} of them new, {size_of(report.bytes)} copied"
    say(f"{report.replica}: {said} (entry {report.entry})")
    for problem in report.problems[:_SHOWN]:
        say(f"  !!    {problem.path}: {problem.detail}")
    if report.problems:
        say(f"{count(len(report.problems), 'problem')}: `amana repair` puts right what can be.")


def audit(
    *names: str,
    whole: Annotated[bool, Parameter(negative=())] = False,
    sample: Many = _SAMPLE,
    common: Common = DEFAULT,
) -> None:
    """Ask replicas to show that they have the bytes.

    Parameters
    ----------
    names
        The replicas, as amana.toml calls them; all of them where none is named.
    whole
        Ask about everything.
    sample
        Ask about so many entries, drawn by lot.
    """
    with common.open() as archive, bar() as shown:
        task = shown.add_task("answers", total=None)
        reports = archive.copies.audit(
            names,
            sample=None if whole else sample,
            on_answer=lambda name, asked: shown.update(
                task, description=f"{name}: {count(asked, 'answer')}"
            ),
        )
    for report in reports:
        _tell_audit(report, common)
    if not all(report.ok for report in reports):
        sys.exit(IntegrityError.exit_status)


def _tell_audit(report: AuditReport, common: Common) -> None:
    if common.json:
        write_json(report)
        return
    if report.refused:
        say(f"FAILED  {report.replica}: {report.refused}")
        return
    answers = count(report.asked, "answer")
    wrong = f", {report.failed} wrong or missing" if report.failed else ", all right"
    say(f"{'ok      ' if report.ok else 'FAILED  '}{report.replica}: {answers}{wrong}")
    for name in report.failures[:_SHOWN]:
        say(f"  !!    {name}")
    if report.undecided:
        say(f"  {report.undecided} could not be judged: what is here is damaged, see `amana check`")
    say(f"  asked about: {report.scope} (entry {report.entry})")
