"""Telling what becomes of each input and each item while a command is at work."""

from __future__ import annotations

import sys
from typing import Self

from amana.archive import (
    AddReport,
    Analysed,
    AnalysisReport,
    AnalysisState,
    Archive,
    Outcome,
    ReadReport,
    WorkReport,
)
from amana.interface.cli.common import Common, bar, write_json
from amana.interface.cli.plain import count, one_line, way
from amana.records import Received, State

INCOMPLETE = 1
INTERRUPTED = 130
_MANY = 40


class Telling:
    """Tells what becomes of each input: line by line for few, as a bar for many."""

    def __init__(self, common: Common, archive: Archive) -> None:
        self._json = common.json
        self._archive = archive
        self._bar = bar()
        self._task = self._bar.add_task("preserved", total=None)
        self._told = 0
        self._names: dict[str, str] = {}
        self.states: dict[str, int] = {}
        self.analysed_states: dict[str, int] = {}
        self.facts = 0

    def __enter__(self) -> Self:
        """Show the bar."""
        self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        """Take the bar away."""
        self._bar.stop()

    def outcome(self, outcome: Outcome) -> None:
        """Tell what became of one input."""
        self._bar.advance(self._task)
        if self._json:
            write_json(outcome)
            return
        self._told += 1
        if outcome.received is Received.FAILED:
            self.line(f"failed        {outcome.name}: {outcome.reason}")
        elif outcome.warning is not None:
            self.line(f"DISAGREES     {outcome.ref}  {outcome.name}: {outcome.warning}")
            self._names[outcome.ref or ""] = outcome.name
        elif self._told <= _MANY:
            entry = "" if outcome.entry is None else f" (entry {outcome.entry})"
            self.line(f"{outcome.received.value:13} {outcome.ref}  {outcome.name}{entry}")
            self._names[outcome.ref or ""] = outcome.name
        elif self._told == _MANY + 1:
            self.line("…             (only failures are told from here on)")

    def read(self, ref: str, state: State, reason: str | None) -> None:
        """Tell the state that reading gave."""
        self.count(state)
        if self._json:
            write_json({"ref": ref, "state": state, "reason": reason})
        elif sum(self.states.values()) <= _MANY:
            told = ": ".join(part for part in (self._named(ref), reason) if part)
            self.line(f"{state.value:13} {ref}  {told}")
        elif sum(self.states.values()) == _MANY + 1:
            self.line("…             (`amana list` tells the rest)")

    def _named(self, ref: str) -> str:
        """Return the name of an item: as it was given, or with the way to it."""
        return self._names.get(ref) or way(self._archive.readings.way(ref))

    def count(self, state: State | None) -> None:
        """Count an item that was read; None: its state is not told."""
        if not self.states:
            self._bar.reset(self._task, description="read")
        self._bar.advance(self._task)
        name = "restricted" if state is None else state.value
        self.states[name] = self.states.get(name, 0) + 1

    def analysed(self, analysed: Analysed) -> None:
        """Tell how the analysis of an item ended: of people's concern is what was not analysed."""
        if not self.analysed_states:
            self._bar.reset(self._task, description="analysed")
        self._bar.advance(self._task)
        state = analysed.state.value
        self.analysed_states[state] = self.analysed_states.get(state, 0) + 1
        self.facts += analysed.facts or 0
        if self._json:
            write_json({"ref": analysed.ref, "analysis": state, "facts": analysed.facts,
                        "reason": analysed.reason})  # fmt: skip
        elif analysed.state is not AnalysisState.ANALYSED:
            self.line(f"{state:13} {analysed.ref}  {analysed.reason}")

    def analysis(self) -> str | None:
        """Return what came of analysis as a sentence, None if nothing was analysed."""
        if not self.analysed_states:
            return None
        said = ", ".join(f"{n} {state}" for state, n in sorted(self.analysed_states.items()))
        return f"Analysis: {said}; {count(self.facts, 'fact')}."

    def line(self, text: str) -> None:
        """Print a line for people, above the bar."""
        self._bar.console.print(one_line(text.rstrip()), markup=False, soft_wrap=True)


def end(report: AddReport | WorkReport | ReadReport | AnalysisReport) -> None:
    """End the command with the status that its report asks for."""
    if report.interrupted:
        sys.exit(INTERRUPTED)
    if isinstance(report, AddReport) and report.failed:
        sys.exit(INCOMPLETE)


def spell_states(states: dict[str, int]) -> str:
    """Return how many items are in which states, as a sentence."""
    return ", ".join(f"{n} {state}" for state, n in sorted(states.items())) + (
        "." if states else ""
    )
