"""Commands that show integrity: `check`, `prove`, `checkpoint`."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Self

from cyclopts import Parameter

from amana.archive import (
    EVERYTHING,
    ROLLING,
    Archive,
    CheckReport,
    Preview,
    Scope,
    Shown,
    Step,
    check_replica,
    does_not_show,
    is_replica,
    parse_rate,
)
from amana.archive import oldest as oldest_of
from amana.archive import sample as sample_of
from amana.core import AmanaError, IntegrityError, UsageError
from amana.interface.cli.common import (
    DEFAULT,
    Common,
    Purpose,
    bar,
    say,
    write_bytes,
    write_json,
)
from amana.interface.cli.plain import count, one_line, plain, size_of
from amana.records import Problem


def check(
    *,
    sample: str | None = None,
    oldest: str | None = None,
    rolling: Annotated[bool, Parameter(negative=())] = False,
    seed: str | None = None,
    rate: str | None = None,
    log: Annotated[bool, Parameter(name="--no-log", negative=(), show_default=False)] = False,
    projections: Annotated[bool, Parameter(negative=())] = False,
    common: Common = DEFAULT,
) -> None:
    """Check that nothing changed: recompute everything.

    Without --sample, --oldest or --rolling, every byte is read. With one of them, the log is
    recomputed and every object looked for all the same; the bytes are read of those chosen.

    Parameters
    ----------
    sample
        Read a random sample of the objects: 1%, or a number like 1000.
    oldest
        Read what was not read for longest: 5%, a number of packs and folders, or 2GB.
    rolling
        Read what is due now, so that everything is read once in the days set by check_days.
    seed
        Draw the sample again that an earlier check told the seed of.
    rate
        Read no faster than this, like 50MB/s.
    log
        Do not recompute the custody log; only read it.
    projections
        Compare the catalogue row by row with what vault and log give, too.
    """
    if is_replica(common.folder):
        _check_replica(common)
        return
    scope = _scope(sample, oldest, rolling=rolling, seed=seed)
    speed = None if rate is None else parse_rate(rate)
    with common.open() as archive, _Telling(common) as telling:
        report = archive.check(
            scope=scope,
            rate=speed,
            log=not log,
            projections=projections,
            on_step=telling.step,
            on_problem=telling.problem,
        )
        touched = () if report.ok else _touched(archive, report)
    telling.end(report, touched)
    if not report.ok:
        sys.exit(IntegrityError.exit_status)


def _scope(share: str | None, unread: str | None, *, rolling: bool, seed: str | None) -> Scope:
    if (share is not None) + (unread is not None) + rolling > 1:
        raise UsageError(
            "--sample, --oldest and --rolling choose differently", remedy="give one of them"
        )
    if seed is not None and share is None:
        raise UsageError("--seed draws a sample again", remedy="give --sample with it")
    if share is not None:
        return sample_of(share, seed)
    if unread is not None:
        return oldest_of(unread)
    return ROLLING if rolling else EVERYTHING


def _check_replica(common: Common) -> None:
    if not common.json:
        say("This is a replica: it is held against the checkpoint and the key that lie in it.")
    with _Telling(common) as telling:
        report = check_replica(common.folder, on_step=telling.step, on_problem=telling.problem)
    telling.end(report, ())
    if not report.ok:
        sys.exit(IntegrityError.exit_status)


class _Telling:
    """Tells steps and problems as they come."""

    def __init__(self, common: Common) -> None:
        self._json = common.json
        self._bar = bar()
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.stop()

    def step(self, step: Step) -> None:
        """Tell a step once it is done; on a terminal, how far it is, too."""
        if step.state == "running":
            self._bar.update(
                self._task, description=step.title, completed=step.done, total=step.total
            )
        elif self._json:
            write_json({"event": "step", "step": step.step, "state": step.state})
        else:
            self._line(("ok      " if step.state == "ok" else "FAILED  ") + step.title)

    def problem(self, problem: Problem) -> None:
        """Tell one problem."""
        if self._json:
            write_json({"event": "problem", "step": problem.step, "path": problem.path,
                        "detail": problem.detail})  # fmt: skip
        else:
            self._line(f"  !!    {problem.path}: {problem.detail}")

    def _line(self, text: str) -> None:
        self._bar.console.print(one_line(text), markup=False, soft_wrap=True)

    def end(self, report: CheckReport, touched: Sequence[str]) -> None:
        """Sum up, and say what this does not show."""
        if self._json:
            write_json(report)
            return
        said = "unchanged" if report.ok else count(len(report.problems), "problem").upper()
        objects, entries = count(report.objects, "object"), count(report.entries, "entry")
        if report.scope == ROLLING.kind and not report.entries:
            say("Nothing is due: everything was read lately enough.")
            return
        read = f"{objects} ({size_of(report.bytes)})"
        if report.scope != EVERYTHING.kind:
            read += f" of {report.present}"
        say(f"{said}: {read} and {entries} in {report.seconds:.1f} s")
        if report.seed is not None:
            say(f"The sample was drawn with the seed {report.seed}.")
        for line in touched:
            say(f"  {line}")
        if report.entry is not None:
            say(f"The result is entry {report.entry} of the custody log.")
        elif report.not_entered:
            say(f"The result is not entered in the custody log: {report.not_entered}")
        _tell_time(report.times)
        say("This does not show:")
        for line in does_not_show(report.times):
            say(f"  - {line}")


def _tell_time(times: Sequence[Shown]) -> None:
    for time in times:
        told = f"according to {time.authority} ({time.signer})"
        say(f"The first {count(time.size, 'entry')} existed by {time.time}, {told}.")
        for odd in time.odd:
            say(f"  But {odd}.")


def _touched(archive: Archive, report: CheckReport) -> list[str]:
    """Return which items have a damaged original, as far as the catalogue still tells."""
    damaged = {problem.path.rpartition("/")[2] for problem in report.problems if problem.path}
    with contextlib.suppress(AmanaError):
        rows = [row.item for row in archive.list()[1] if row.item is not None]
        return [
            f"{row.sha256} is the original of {row.ref}, {row.name or 'without a name'}"
            for row in rows
            if row.sha256 in damaged
        ]
    return []


def prove(
    ref: str,
    /,
    *,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"))] = None,
    release: Annotated[list[str] | None, Parameter(negative=())] = None,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """Write a proof of an item, or tell what it would reveal.

    Parameters
    ----------
    ref
        The item's reference, like IT-7F3K-Q2M9.
    output
        A new folder for the proof; without it, nothing is written.
    release
        A field to show that is withheld otherwise, like source. May be given several times.
    """
    with common.open() as archive:
        if output is None:
            preview = archive.preview_proof(ref, release=release or (), purpose=purpose)
        else:
            proof = archive.prove(ref, output, release=release or (), purpose=purpose)
            preview = proof.preview
    if common.json:
        write_json(preview if output is None else proof)
        return
    _reveal(preview)
    if output is None:
        say("Nothing was written. Name a new folder with -o to write the proof.")
    else:
        say(f"The proof is in {output}; VERIFY.md there tells how to check it.")
        say(f"That it left is entry {proof.proved_entry} of the custody log.")


def _reveal(preview: Preview) -> None:
    say(f"A proof of {preview.ref} reveals:")
    for name, value in preview.shown:
        say(f"  {name}: {plain(value)}")
    say(f"  original: all {count(preview.size, 'byte')} of it")
    for name, content in preview.original_metadata:
        say(f"    inside the original: {name}: {content}")
    say(f"It withholds: {', '.join(preview.withheld) or 'nothing'}.")


def checkpoint(*, since: Path | None = None, common: Common = DEFAULT) -> None:
    """Print the signed state of the custody log.

    Parameters
    ----------
    since
        A checkpoint of this log that somebody kept: prove that the log extends it.
    """
    if since is not None:
        _extends(since, common)
        return
    with common.open() as archive:
        state, note, keys = archive.checkpoint(), archive.checkpoint_note(), archive.keys.vkeys
        fingerprint = archive.keys.fingerprint
    if common.json:
        write_json(
            {"origin": state.origin, "size": state.size, "root": state.root.hex(), "keys": keys,
             "fingerprint": fingerprint,
             "note": note.decode()}
        )  # fmt: skip
    else:
        write_bytes(note)
        say()
        say(f"key: {keys[0]}")
        say(f"SHA-256 of both keys (custody/log.vkey): {fingerprint}")


def _extends(since: Path, common: Common) -> None:
    """Print what proves that the log extends a checkpoint that was kept."""
    with common.open() as archive:
        made = archive.extends(since.read_bytes())
    if common.json:
        write_json(
            {"earlier": made.earlier.size, "now": made.now.size, "proof": made.proof.decode()}
        )
        return
    write_bytes(made.proof)
    say()
    grown = count(made.now.size - made.earlier.size, "entry")
    say(f"The log extends this checkpoint of {count(made.earlier.size, 'entry')} by {grown}:")
    say("nothing up to there was removed or changed.")
