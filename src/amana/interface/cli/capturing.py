"""The command that takes pages in: `capture`; and `export capture`, which takes one out."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from amana.archive import (
    SETTLED,
    Archive,
    CaptureProgress,
    CaptureReport,
    ResultRow,
    Results,
    TakenPage,
    WantedPage,
    parse_restriction,
    plan_of,
)
from amana.core import UsageError
from amana.interface.capture_sentences import sum_up, told_of
from amana.interface.cli.common import DEFAULT, Common, Many, Purpose, say, table, write_json
from amana.interface.cli.plain import count, size_of, spell
from amana.interface.cli.telling import INCOMPLETE, INTERRUPTED, Telling, spell_states
from amana.interface.watch_sentences import spell_pause
from amana.records import Form


@Parameter(name="*")
@dataclass(frozen=True)
class Stated:
    """What is known of an acquisition: options of whatever captures."""

    source: Annotated[
        str | None, Parameter(help="Who or what it comes from; else the address itself.")
    ] = None
    collector: Annotated[
        str | None, Parameter(help="Who took it in. Withheld from copies of the capture.")
    ] = None
    purpose: Annotated[str | None, Parameter(help="Why it is collected.")] = None
    consent: Annotated[str | None, Parameter(help="What the source agreed to.")] = None
    restriction: Annotated[
        list[str] | None,
        Parameter(
            negative=(),
            help="A condition of use: confidential, lead-only, view-only, no-onward-sharing, "
            "provider-consent, embargo:YYYY-MM-DD. May be given several times.",
        ),
    ] = None

    @property
    def form(self) -> Form:
        """The acquisition form."""
        return Form(
            source=self.source,
            collector=self.collector,
            purpose=self.purpose,
            consent=self.consent,
            restrictions=tuple(parse_restriction(text) for text in self.restriction or ()),
        )


NOTHING_STATED = Stated()


def capture(
    *urls: str,
    listed: Annotated[Path | None, Parameter(name="--list")] = None,
    results: Path | None = None,
    dry_run: Annotated[bool, Parameter(negative=())] = False,
    profile: str | None = None,
    tabs: Many | None = None,
    stated: Stated = NOTHING_STATED,
    read: Annotated[bool, Parameter(negative="--no-read")] = True,
    analyse: Annotated[bool, Parameter(negative="--no-analyse")] = True,
    yes: Annotated[bool, Parameter(name=("--yes", "-y"), negative=())] = False,
    common: Common = DEFAULT,
) -> None:
    """Take in pages of the web, whole, before they are lost.

    Parameters
    ----------
    urls
        Addresses of pages, beginning with https:// or http://.
    listed
        A list of pages: CSV with a column url, or an address on each line. Further columns: source,
        collector, purpose, consent, restrictions, risk, note, every.
    results
        A CSV file that gets a row for each page as it is done. With the same file, the same command
        goes on where it stopped.
    dry_run
        Tell what would be captured, in which order; nothing is asked for.
    profile
        By which way pages are asked for, as amana.toml calls it.
    tabs
        How many pages are captured side by side.
    read
        With --no-read, stop after preservation; `amana work` goes on later.
    analyse
        With --no-analyse, stop after reading; `amana work` goes on later.
    yes
        What the warning says is known: ask nothing.
    """
    with common.open() as archive:
        pages = _pages(archive, urls, listed, stated.form, profile)
        if dry_run:
            _plan(pages, common)
            return
        with contextlib.ExitStack() as stack:
            kept = stack.enter_context(Results(results)) if results else None
            left = [page for page in pages if kept is None or page.url not in kept.done]
            require_consent(archive.captures.warning(profile), common, yes=yes)
            telling = stack.enter_context(Telling(common, archive))
            told = Captured(telling, kept, common, before=len(pages) - len(left))
            report = archive.captures.take(
                left,
                tabs=tabs,
                read=read,
                analyse=analyse,
                on_progress=told.progress,
                on_taken=told.taken,
                on_read=telling.read,
                on_analysed=telling.analysed,
            )
    _end(report, told, telling, common)


def export_capture(
    ref: str,
    /,
    *,
    output: Annotated[Path, Parameter(name=("--output", "-o"))],
    with_collector: Annotated[bool, Parameter(negative=())] = False,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """Take a capture out, without what tells of the collector.

    Parameters
    ----------
    ref
        The item's reference, like IT-7F3K-Q2M9.
    output
        A new file, which should end in .wacz.
    with_collector
        Leave the part in that tells of the collector and their network.
    """
    with common.open() as archive:
        out = archive.captures.export(
            ref, output, with_collector=with_collector, purpose=purpose
        )  # fmt: skip
    if common.json:
        write_json(out)
        return
    part = "without" if out.withheld else "WITH"
    say(f"{out.file} ({size_of(out.bytes)}), {part} the part that tells of the collector.")
    say(f"That it left is entry {out.entry} of the custody log.")


def require_consent(warning: Sequence[str], common: Common, *, yes: bool) -> None:
    """Tell the warning, and ask on a terminal whether to go on; elsewhere --yes must say so.

    Raises:
        UsageError: nobody agreed.
    """
    if yes:
        return
    if common.json or not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            f"nothing was asked for. {' '.join(warning)}",
            remedy="if that is known and wanted, add --yes; a way through Tor is a profile, see "
            "docs/reference/settings.md",
        )
    for line in warning:
        say(f"! {line}")
    if input("Go on? [y/N] ").strip().lower() not in {"y", "yes"}:
        raise UsageError("nothing was asked for", remedy="answer y to go on")


class Captured:
    """Tells what becomes of each page, and writes its row into the results."""

    def __init__(
        self, telling: Telling, kept: Results | None, common: Common, *, before: int
    ) -> None:
        self._telling = telling
        self._kept = kept
        self._common = common
        self.before = before
        self.states: dict[str, int] = {}

    def progress(self, told: CaptureProgress) -> None:
        """Tell how far a page is; only programs are told each step."""
        if self._common.json:
            write_json({"url": told.url, "step": told.step, "requests": told.requests})

    def taken(self, taken: TakenPage) -> None:
        """Tell what became of a page."""
        row = row_of(taken)
        self.states[row.state] = self.states.get(row.state, 0) + 1
        if self._kept is not None:
            self._kept.add(row)
        if self._common.json:
            write_json(row)
            return
        where = f"{row.item}  " if row.item else ""
        self._telling.line(f"{row.state:16} {where}{row.url}")
        for line in told_of(taken.account) if taken.account else ():
            self._telling.line(f"    {line}")
        if taken.reason:
            self._telling.line(f"    {taken.reason}")
        if taken.watch:
            self._telling.line(f"    watched from now on: {taken.watch}")


def row_of(taken: TakenPage) -> ResultRow:
    """Return what became of a page as a row of results."""
    account = taken.account
    state = account.outcome.value if account and taken.ref else "not-captured"
    return ResultRow(
        url=taken.page.url,
        state=state,
        line=taken.page.line,
        item=taken.ref,
        entry=taken.entry,
        watch=taken.watch,
        reason=taken.reason or (sum_up(account) if account else None),
    )


def _pages(
    archive: Archive, urls: Sequence[str], listed: Path | None, form: Form, profile: str | None
) -> tuple[WantedPage, ...]:
    if bool(urls) == (listed is not None):
        raise UsageError(
            "name either addresses or a list of them",
            remedy="`amana capture URL…`, or `amana capture --list FILE`",
        )
    if listed is not None:
        return archive.captures.listed(listed, form, profile=profile)
    return archive.captures.wanted(urls, form, profile=profile)


def _plan(pages: Sequence[WantedPage], common: Common) -> None:
    """Tell what would be done, in the order of work."""
    plan = plan_of(pages)
    if common.json:
        for page, form in plan:
            write_json({"url": page.url, "line": page.line, "risk": page.risk, "every": page.every,
                        "note": page.note, "form": form})  # fmt: skip
        return
    table(("line", "risk", "watch", "address", "form"), _planned(plan))
    say(f"{count(len(plan), 'page')}; nothing was asked for.")


def _planned(plan: Sequence[tuple[WantedPage, Form]]) -> Iterator[tuple[str, ...]]:
    for page, form in plan:
        said = {
            "source": form.source if form.source != page.url else None,
            "collector": form.collector,
            "purpose": form.purpose,
            "consent": form.consent,
            "restrictions": spell(form.restrictions),
        }
        every = f"every {spell_pause(page.every)}" if page.every else ""
        form_said = "; ".join(f"{name}: {value}" for name, value in said.items() if value)
        yield str(page.line or ""), page.risk.value, every, page.url, form_said


def _end(report: CaptureReport, told: Captured, telling: Telling, common: Common) -> None:
    if not common.json:
        if told.before:
            say(f"{count(told.before, 'page')} captured before, and not asked for again.")
        if told.states:
            said = ", ".join(f"{n} {state}" for state, n in sorted(told.states.items()))
            say(f"{said}.")
        if telling.states:
            say(f"Reading: {spell_states(telling.states)}")
        if analysis := telling.analysis():
            say(analysis)
        if report.interrupted:
            say("Stopped. What was told is safe; the same command with --results goes on.")
    if report.interrupted:
        sys.exit(INTERRUPTED)
    if any(state not in SETTLED for state in told.states):
        sys.exit(INCOMPLETE)
