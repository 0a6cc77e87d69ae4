"""Commands that make an archive and put things in: `init`, `add`, `rebuild`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from amana.archive import (
    AddReport,
    init_archive,
    parse_restriction,
)
from amana.core import UsageError
from amana.interface.cli.common import DEFAULT, Common, bar, say, write_json
from amana.interface.cli.plain import count
from amana.interface.cli.telling import Telling, end, spell_states
from amana.records import Form

_AGAIN = 20
"""So many are named at the end."""


def init(folder: Path, /, *, name: str | None = None, common: Common = DEFAULT) -> None:
    """Make a new archive in an empty folder.

    Parameters
    ----------
    folder
        Where the archive is to live; it must not hold anything yet.
    name
        What the archive is called on screens; the folder's name by default.
    """
    with init_archive(folder, name=name, actor=common.actor) as archive:
        if common.json:
            write_json(
                {
                    "root": str(archive.root),
                    "keys": archive.keys.vkeys,
                    "fingerprint": archive.keys.fingerprint,
                }
            )
            return
        say(f"A new archive is in {archive.root}.")
        say("Give custody/log.vkey, the public keys of its log, to somebody outside; or, on paper,")
        say("the first of them and the SHA-256 of the file:")
        say(f"  {archive.keys.vkeys[0]}")
        say(f"  {archive.keys.fingerprint}")
        say(f"The private keys are in {archive.root}/keys: keep a copy away from the archive.")
        say("`amana keys escrow -o FILE` writes a copy that is locked with a passphrase.")


def add(
    paths: list[Path],
    /,
    *,
    source: str | None = None,
    collector: str | None = None,
    purpose: str | None = None,
    method: str = "upload",
    consent: str | None = None,
    restriction: Annotated[list[str] | None, Parameter(negative=())] = None,
    read: Annotated[bool, Parameter(negative="--no-read")] = True,
    analyse: Annotated[bool, Parameter(negative="--no-analyse")] = True,
    common: Common = DEFAULT,
) -> None:
    """Take in files and folders: preserve, log, read.

    Parameters
    ----------
    paths
        Files and folders; folders are walked, links inside them are not followed.
    source
        Who or what it comes from. Withheld from proofs.
    collector
        Who took it in. Withheld from proofs.
    purpose
        Why it is collected. Withheld from proofs.
    method
        How it was acquired: upload, handover, web-capture, device-image, e-mail, …
    consent
        What the source agreed to.
    restriction
        A condition of use: confidential, lead-only, view-only, no-onward-sharing,
        provider-consent, embargo:YYYY-MM-DD. May be given several times.
    read
        With --no-read, stop after preservation; `amana work` goes on later.
    analyse
        With --no-analyse, stop after reading; `amana work` goes on later.
    """
    if not paths:
        raise UsageError("there is nothing to add", remedy="name files or folders")
    form = Form(
        source=source,
        collector=collector,
        purpose=purpose,
        method=method,
        consent=consent,
        restrictions=tuple(parse_restriction(text) for text in restriction or ()),
    )
    with common.open() as archive, Telling(common, archive) as telling:
        report = archive.add(
            paths,
            form,
            read=read,
            analyse=analyse,
            on_outcome=telling.outcome,
            on_read=telling.read,
            on_analysed=telling.analysed,
        )
    _sum_up(report, telling, common)


def rebuild(*, common: Common = DEFAULT) -> None:
    """Make catalogue and search index again."""
    with common.open() as archive, bar() as shown:
        task = shown.add_task("entries", total=None)
        entries = archive.rebuild(
            progress=lambda done, total: shown.update(task, completed=done, total=total)
        )
    if common.json:
        write_json({"entries": entries})
    else:
        said = count(entries, "entry")
        say(f"Catalogue and search index were made again from {said} of the custody log.")


def _sum_up(report: AddReport, telling: Telling, common: Common) -> None:
    if not common.json:
        parts = [f"{report.preserved} preserved"]
        parts += [f"{report.already_held} already held"] if report.already_held else []
        parts += [f"{len(report.failed)} not taken in"] if report.failed else []
        say(", ".join(parts) + ".")
        if report.warnings:
            said = count(report.warnings, "claim")
            say(f"Not as packages say: {said}. `amana list --differing` lists the items.")
        if telling.states:
            say(f"Reading: {spell_states(telling.states)}")
        if told := telling.analysis():
            say(told)
        _name_again(report)
    else:
        for folder in report.empty:
            write_json({"empty_folder": folder})
    if report.interrupted and not common.json:
        say("Stopped. What was told as preserved is safe; run the same command again to go on.")
    end(report)


def _name_again(report: AddReport) -> None:
    """Name at the end what is to be looked after: failures stand far up, if there was much else."""
    if report.failed and report.preserved + report.already_held:
        say("Not taken in:")
        _name_some([f"{each.name}: {each.reason}" for each in report.failed])
    if report.empty:
        several = len(report.empty) > 1
        say("These folders held nothing:" if several else "This folder held nothing:")
        _name_some(report.empty)


def _name_some(lines: Sequence[str]) -> None:
    for line in lines[:_AGAIN]:
        say(f"  {line}")
    if len(lines) > _AGAIN:
        say(f"  … and {len(lines) - _AGAIN} more: see --json")
