"""Commands that read: `work`, `read`, `analyse`."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from amana.archive import Became, Difference, ReadReport, TextChange, parse_condition
from amana.core import UsageError
from amana.interface.cli.common import DEFAULT, Common, Purpose, say, write_json
from amana.interface.cli.plain import count
from amana.interface.cli.telling import Telling, end, spell_states
from amana.records import State

_LARGEST = 1 << 20
_PATHS = 5
"""So many things found inside are named."""

_MANY = 40

_HEADS = {
    Became.SAME: "same",
    Became.READ: "read",
    Became.CHANGED: "changed",
    Became.KEPT: "kept",
    Became.NOT_READ: "not read",
    Became.NOT_DETERMINATE: "NOT THE SAME",
}
_WORDS = {
    Became.SAME: "the same as before",
    Became.READ: "read for the first time",
    Became.CHANGED: "read anew, beside the earlier reading",
    Became.KEPT: "not read as well as before: the earlier reading stays",
    Became.NOT_READ: "still not read",
    Became.NOT_DETERMINATE: "NOT DETERMINATE: the same recipe gave another result",
}


def work(
    *,
    analyse: Annotated[bool, Parameter(negative="--no-analyse")] = True,
    common: Common = DEFAULT,
) -> None:
    """Work the queue to its end: read and analyse what waits.

    Parameters
    ----------
    analyse
        With --no-analyse, stop after reading; the same command goes on later.
    """
    with common.open() as archive, Telling(common, archive) as telling:
        report = archive.work(analyse=analyse, on_read=telling.read, on_analysed=telling.analysed)
    if common.json:
        write_json(report)
    else:
        said = [
            f"Reading: {spell_states(report.states)}" if report.states else "",
            telling.analysis(),
        ]
        for line in filter(None, said):
            say(line)
        if not any(said):
            say("Nothing waits to be read.")
    end(report)


def analyse(
    *refs: str, again: Annotated[bool, Parameter(negative=())] = False, common: Common = DEFAULT
) -> None:
    """Analyse texts: find names, claims, incidents and more.

    Parameters
    ----------
    refs
        Items to analyse, with what is inside of them; without any, all that wait.
    again
        Also what failed before.
    """
    with common.open() as archive, Telling(common, archive) as telling:
        report = archive.analyse(refs, again=again, on_analysed=telling.analysed)
    if common.json:
        write_json(report)
    else:
        say(telling.analysis() or "Nothing waits to be analysed.")
        if report.interrupted:
            say("Stopped. What was analysed is kept; the same command goes on.")
    end(report)


def read(
    *refs: str,
    again: Annotated[bool, Parameter(negative=())] = False,
    where: Annotated[list[str] | None, Parameter(negative=())] = None,
    password_file: Path | None = None,
    ask_password: Annotated[bool, Parameter(negative=())] = False,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """Read some items, also once more.

    A new reading stands beside the earlier one and is current from then on; what changed is told.
    Where reading again gives less than before, the earlier reading stays current.

    Parameters
    ----------
    refs
        Items to read, with what is inside of them; without any, all of which the conditions hold.
    again
        Read what was read before, or could not be read; otherwise only what waits.
    where
        Only where this holds: state=…, type=… (image/* for all of a kind), notice=…, recipe=other
        (what this machine would read by another recipe now). May be given several times; all must
        hold. One of several values: state=unreadable,refused.
    password_file
        A file with passwords, one a line. They are tried where one is asked for, and not kept.
    ask_password
        Ask for a password on the terminal. It is not kept.
    """
    conditions = [parse_condition(text) for text in where or ()]
    passwords = [*_in_file(password_file), *(_asked() if ask_password else ())]
    with common.open() as archive, Telling(common, archive) as telling:
        differences = _Differences(telling, common)
        report = archive.readings.read(
            refs,
            where=conditions,
            again=again,
            passwords=passwords,
            purpose=purpose,
            on_read=telling.read,
            on_difference=differences.tell,
        )
    if common.json:
        write_json(report)
    else:
        _sum_up(report, again=again)
    end(report)


class _Differences:
    """Tells what reading again changed: every change of few, only what is bad of many."""

    def __init__(self, telling: Telling, common: Common) -> None:
        self._telling = telling
        self._json = common.json
        self._told = 0

    def tell(self, difference: Difference) -> None:
        """Tell one."""
        self._telling.count(difference.state)
        if self._json:
            write_json(difference)
            return
        bad = difference.became is Became.NOT_DETERMINATE
        self._told += not bad
        if bad or self._told <= _MANY:
            name = f"{difference.name}: " if difference.name else ""
            self._telling.line(
                f"{_head(difference):13} {difference.ref}  {name}{_said(difference)}"
            )
        elif self._told == _MANY + 1:
            self._telling.line("…             (--json tells the rest)")


def _head(difference: Difference) -> str:
    """Return what became of an item; another recipe need not have read anything else."""
    d = difference
    same = not (d.text or d.found or d.gone or d.notices_added or d.notices_gone or d.hidden)
    same = same and not d.metadata_changed and d.state is d.state_before
    return _HEADS[Became.SAME if same and d.became is Became.CHANGED else d.became]


def _said(difference: Difference) -> str:
    """Return what changed, in words."""
    if difference.hidden:
        return "restricted: what changed is told with --purpose"
    if difference.became in (Became.SAME, Became.KEPT, Became.NOT_READ):
        state = difference.state.value if difference.state else ""
        plain = difference.became is Became.SAME and difference.state is State.READ
        return ": ".join(filter(None, (state, None if plain else difference.reason)))
    parts = [_states(difference)]
    if difference.earlier is not None:
        parts.append(_text(difference.text) if difference.text else "the same text")
    parts += _inside("found inside", difference.found, difference.found_paths)
    parts += _inside("no longer found inside", difference.gone, difference.gone_paths)
    for said, codes in (
        ("now says", difference.notices_added),
        ("no longer says", difference.notices_gone),
    ):
        if codes:
            parts.append(f"{said} {', '.join(codes)}")
    if difference.metadata_changed:
        parts.append("other metadata")
    return "; ".join(filter(None, parts))


def _states(difference: Difference) -> str:
    before, state = difference.state_before, difference.state
    if before is None or state is None:
        return ""
    return state.value if before is state else f"{before.value} before, {state.value} now"


def _text(change: TextChange) -> str:
    added = f"{count(change.characters_added, 'character')} added"
    removed = f"{count(change.characters_removed, 'character')} removed"
    lines = f"{count(change.lines_removed, 'line')} became {change.lines_added}"
    return f"text changed ({added}, {removed}; {lines})"


def _inside(said: str, number: int, paths: Sequence[str]) -> list[str]:
    if not number:
        return []
    more = f" and {number - _PATHS} more" if number > _PATHS else ""
    return [f"{said}: {', '.join(paths[:_PATHS])}{more}"]


def _sum_up(report: ReadReport, *, again: bool) -> None:
    for became, words in _WORDS.items():
        if number := report.became.get(became.value, 0):
            say(f"{count(number, 'item')} {words}.")
    read_first = sum(report.states.values()) - sum(report.became.values())
    if read_first and again:
        say(f"{count(read_first, 'item')} more read: found inside, or waiting.")
    if not report.states:
        say("Nothing fits these conditions." if again else "Nothing waits to be read.")
    elif not again:
        say(spell_states(report.states))
    if report.not_determinate:
        say("A recipe must give the same reading each time. This one did not: tell those who make")
        say("amana. `amana list --where notice=not-determinate` lists the items.")
    if report.interrupted:
        say("Stopped. What was read is kept; the same command goes on where that can be told.")


def _in_file(path: Path | None) -> Sequence[str]:
    """Return the passwords that stand in a file, one a line.

    Raises:
        UsageError: it cannot be read, or holds none.
    """
    if path is None:
        return ()
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
        lines = data.decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(
            f"the passwords in {path} cannot be read: {why}",
            remedy="write them into a file of plain text, one a line",
        ) from error
    passwords = [line for line in lines if line]
    if not passwords or len(data) > _LARGEST:
        raise UsageError(
            f"{path} holds no passwords" if not passwords else f"{path} is larger than 1 MiB",
            remedy="write them into a file of plain text, one a line",
        )
    return passwords


def _asked() -> tuple[str, ...]:
    """Ask for a password on the terminal."""
    return (getpass.getpass("Password: "),)
