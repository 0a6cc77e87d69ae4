"""Having texts analysed: who may, and when it follows upon reading."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from amana.access import Deed, Subject, authorize, require
from amana.archive.analysing import Analysing, AnalysisReport, OnAnalysed
from amana.archive.parts import Parts
from amana.archive.working import OnRead, Working, WorkReport
from amana.core import UsageError, parse_reference


def work_through(
    parts: Parts,
    on_read: OnRead | None = None,
    on_analysed: OnAnalysed | None = None,
    *,
    analyse: bool = True,
) -> WorkReport:
    """Read every item that waits; then, with `analyse`, analyse every text that waits.

    Raises:
        UnavailableError: no workers can be had; what was done before is kept.
    """
    report = Working(parts, on_read).run()
    if report.interrupted or not analyse or not parts.settings.analysts:
        return report
    analysed = Analysing(parts, on_analysed).run()
    return msgspec.structs.replace(
        report, analysis=analysed.states, interrupted=analysed.interrupted
    )


def analyse_some(
    parts: Parts,
    refs: Collection[str],
    on_analysed: OnAnalysed | None = None,
    *,
    again: bool = False,
) -> AnalysisReport:
    """Analyse what waits; with `again`, also what failed before. See `Archive.analyse`."""
    today = parts.clock.now().date()
    allowed = authorize(parts.actor, Deed.DERIVE, Subject(), purpose=None, today=today)
    require(allowed, "analysis")
    if not parts.settings.analysts:
        raise UsageError(
            "this archive is set not to analyse texts",
            remedy="set `analysts` in amana.toml to 1 or more",
        )
    named = tuple(dict.fromkeys(map(parse_reference, refs)))
    for ref in named:
        parts.current().item(ref)
    return Analysing(parts, on_analysed).run(named, again=again)
