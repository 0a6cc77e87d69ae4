"""Commands that keep copies: `replicate`, `audit`, `repair`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

from cyclopts import Parameter

from amana.archive import AuditReport, Repair, RepairReport, ReplicaFailure, ReplicationReport
from amana.core import AmanaError, IntegrityError
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

    Each is tried, even if one before it cannot be reached.

    Parameters
    ----------
    names
        The replicas, as amana.toml calls them; all of them where none is named.
    anew
        Make a replica that was lost again, in a folder that is empty now.
    """
    told: list[ReplicationReport | ReplicaFailure] = []
    try:
        with common.open() as archive, bar() as shown:
            task = shown.add_task("copied", total=None)
            archive.copies.replicate(
                names,
                anew=anew,
                on_progress=lambda name, done: shown.update(
                    task, description=f"{name}: {size_of(done)}"
                ),
                on_replicated=told.append,
            )
    except AmanaError as error:
        if common.json or not any(isinstance(each, ReplicaFailure) for each in told):
            raise
        sys.exit(error.exit_status)
    finally:
        for each in told:
            _tell_replication(each, common)
    if any(isinstance(each, ReplicationReport) and each.problems for each in told):
        sys.exit(_INCOMPLETE)


def _tell_replication(report: ReplicationReport | ReplicaFailure, common: Common) -> None:
    if common.json:
        write_json(report)
        return
    if isinstance(report, ReplicaFailure):
        say(f"FAILED  {report.detail}")
        if report.remedy:
            say(f"  → {report.remedy}")
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
    reports: list[AuditReport] = []
    try:
        with common.open() as archive, bar() as shown:
            task = shown.add_task("answers", total=None)
            archive.copies.audit(
                names,
                sample=None if whole else sample,
                on_answer=lambda name, asked: shown.update(
                    task, description=f"{name}: {count(asked, 'answer')}"
                ),
                on_audited=reports.append,
            )
    finally:
        for report in reports:
            _tell_audit(report, common)
    if not all(report.ok for report in reports):
        sys.exit(IntegrityError.exit_status)


def _tell_audit(report: AuditReport, common: Common) -> None:
    if common.json:
        write_json(report)
        return
    if report.refused:
        say(f"FAILED  {report.replica} in {report.path}: {report.refused}")
        return
    answers = count(report.asked, "answer")
    wrong = f", {report.failed} wrong or missing" if report.failed else ", all right"
    say(f"{'ok      ' if report.ok else 'FAILED  '}{report.replica}: {answers}{wrong}")
    for name in report.failures[:_SHOWN]:
        say(f"  !!    {name}")
    if report.undecided:
        say(f"  {report.undecided} could not be judged: what is here is damaged, see `amana check`")
    say(f"  asked about: {report.scope} (entry {report.entry})")


def repair(
    *,
    source: Annotated[list[str] | None, Parameter(name="--from", negative=())] = None,
    yes: Annotated[bool, Parameter(name=("--yes", "-y"), negative=())] = False,
    remake_head: Annotated[bool, Parameter(negative=())] = False,
    common: Common = DEFAULT,
) -> None:
    """Put damaged bytes right, from replicas or what proves them.

    It tells what it would do; on a terminal it asks then, elsewhere it does it with --yes only.

    Parameters
    ----------
    source
        A replica, or the folder of a copy; by default every replica that can be reached. May be
        given several times.
    yes
        Do it without asking.
    remake_head
        Make custody/head again from the newest signed checkpoint. Only where it is lost, and nobody
        holds a later checkpoint: whoever does could show that entries are missing.
    """
    with common.open() as archive:
        report = archive.copies.repair(source or (), apply=False, remake_head=remake_head)
        if report.repairs and (yes or _agrees(report, common)):
            report = archive.copies.repair(source or (), apply=True, remake_head=remake_head)
    if common.json:
        write_json(report)
    else:
        _tell_repair(report)
    if report.unrepaired or (report.repairs and not report.done):
        sys.exit(IntegrityError.exit_status)


def _agrees(report: RepairReport, common: Common) -> bool:
    """Ask on a terminal whether to do it."""
    if common.json or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    _tell_all(report.repairs, "would be put right")
    return input("Do it? [y/N] ").strip().lower() in {"y", "yes"}


def _tell_all(repairs: Sequence[Repair], what: str) -> None:
    for each in repairs[:_SHOWN]:
        say(f"  {each.path}: {each.detail}")
        say(f"      {what}: {each.source}")
    if len(repairs) > _SHOWN:
        say(f"  … and {len(repairs) - _SHOWN} more")


def _tell_repair(report: RepairReport) -> None:
    places = count(len(report.repairs), "place")
    if not report.repairs and not report.unrepaired:
        say("There is nothing to repair.")
    elif report.done:
        say(f"{places} put right, from:")
        _tell_all(report.repairs, "from")
        say("What was replaced is kept in work/quarantine/ of the archive.")
    elif report.repairs:
        say(f"{places} can be put right:")
        _tell_all(report.repairs, "from")
        say("Nothing was changed. `amana repair --yes` does it.")
    if report.unrepaired:
        say(f"{count(len(report.unrepaired), 'place')} cannot be repaired:")
        _tell_all(report.unrepaired, "because")
    if report.entry is not None:
        say(f"The repair is entry {report.entry} of the custody log.")
    if report.not_entered:
        say(f"The repair is not entered in the custody log: {report.not_entered}")
    if report.check is not None:
        found = len(report.check.problems)
        say(f"Checked again: {count(found, 'problem') if found else 'unchanged'}.")
