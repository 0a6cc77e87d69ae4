"""Commands about watched pages: `watch add`, `list`, `run`, `show`, `end`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated

from cyclopts import Parameter

from amana.archive import (
    CaptureDifference,
    Change,
    Look,
    LookedAt,
    Paragraph,
    Watch,
    parse_pause,
    parse_risk,
    with_surroundings,
)
from amana.interface.cli.capturing import NOTHING_STATED, Stated, require_consent
from amana.interface.cli.common import DEFAULT, Common, Many, Purpose, say, table, write_json
from amana.interface.cli.plain import count, spell
from amana.interface.cli.telling import INCOMPLETE, INTERRUPTED
from amana.interface.watch_sentences import LOOKS, spell_measures, spell_pause
from amana.records import Form, Looked

_MARKS = {
    Change.KEPT: "  ",
    Change.ADDED: "+ ",
    Change.REMOVED: "- ",
    Change.MOVED: "> ",
    Change.CLOCK: "~ ",
}


def add(
    urls: list[str],
    /,
    *,
    every: str = "1d",
    risk: str = "normal",
    note: Annotated[str | None, Parameter(help="Why it is watched.")] = None,
    profile: str | None = None,
    stated: Stated = NOTHING_STATED,
    yes: Annotated[bool, Parameter(name=("--yes", "-y"), negative=())] = False,
    common: Common = DEFAULT,
) -> None:
    """Watch pages from now on.

    Nothing is asked for yet: `amana watch run` looks at what is due, and so does `amana serve`.

    Parameters
    ----------
    urls
        Addresses of pages, beginning with https:// or http://.
    every
        The pause between two looks: 30m, 6h, 1d, 1w.
    risk
        How likely it is that a page will be lost: imminent, high, normal, low. Those most at risk
        are looked at first.
    profile
        By which way pages are asked for, as amana.toml calls it.
    yes
        What the warning says is known: ask nothing.
    """
    pause, wanted = parse_pause(every), parse_risk(risk)
    with common.open() as archive:
        pages = archive.captures.wanted(urls, stated.form, profile=profile)
        require_consent(archive.captures.warning(profile), common, yes=yes)
        made = [
            archive.watches.set(
                page.url, page.form, every=pause, risk=wanted, profile=profile, note=note
            )
            for page in pages
        ]
    for watch in made:
        if common.json:
            write_json(watch)
        else:
            say(f"{watch.name}  every {spell_pause(watch.every)}  {watch.url}")
    if not common.json:
        say("The first look is due now: `amana watch run`; `amana serve` does it by itself.")


def list_watches(
    *,
    every: Annotated[bool, Parameter(name="--all", negative=())] = False,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """List watched pages: due and most at risk first.

    Parameters
    ----------
    every
        Also those that are watched no more.
    """
    with common.open() as archive:
        watches = archive.watches.listed(ended=every, purpose=purpose)
    if common.json:
        for watch in watches:
            write_json(watch)
        return
    rows = [_cells(watch) for watch in watches]
    table(("watch", "due", "risk", "every", "found", "page"), rows)
    waiting = sum(watch.waiting for watch in watches)
    said = f"{count(waiting, 'page')} due." if waiting else "Nothing is due."
    say(said if watches else "No page is watched.")


def _cells(watch: Watch) -> tuple[str, ...]:
    due = "ended" if watch.ended_at else "NOW" if watch.waiting else (watch.due or "")[:16]
    found = ""
    if watch.last is not None:
        found = f"{watch.last.outcome.value} since {(watch.since or '')[:16]}"
    page = watch.url or f"{spell(watch.restrictions)}: give --purpose"
    if watch.hidden:
        due = ""
    return watch.name, due, watch.risk.value, spell_pause(watch.every), found, page


def run(
    *names: str,
    tabs: Many | None = None,
    read: Annotated[bool, Parameter(negative="--no-read")] = True,
    analyse: Annotated[bool, Parameter(negative="--no-analyse")] = True,
    common: Common = DEFAULT,
) -> None:
    """Look at the pages that are due, then end.

    The warning was given when the watches were set; nothing is asked again.

    Parameters
    ----------
    names
        Watches to be looked at now, even if they are not due, like WA-7F3K-Q2M9.
    tabs
        How many pages are captured side by side.
    read
        With --no-read, stop after preservation; `amana work` goes on later.
    analyse
        With --no-analyse, stop after reading; `amana work` goes on later.
    """
    with common.open() as archive:
        report = archive.watches.run(
            names,
            tabs=tabs,
            read=read,
            analyse=analyse,
            on_looked=lambda told: tell_look(told, common),
        )
    if common.json:
        write_json(report)
    elif report.looks:
        said = ", ".join(f"{n} {outcome}" for outcome, n in sorted(report.outcomes.items()))
        say(f"{count(report.looks, 'look')}: {said}.")
    else:
        say("Nothing is due.")
    if report.interrupted:
        sys.exit(INTERRUPTED)
    if report.outcomes.get(Looked.FAILED.value):
        sys.exit(INCOMPLETE)


def tell_look(told: LookedAt, common: Common) -> None:
    """Tell what a look found."""
    if common.json:
        write_json(told)
        return
    item = f"  {told.item}" if told.item else ""
    why = f": {told.reason}" if told.reason else ""
    page = told.url or "a restricted page"
    say(f"{told.outcome.value:10} {told.watch}{item}  {page}{why}")


def show(
    name: str,
    /,
    *,
    difference: Many | None = None,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """Show a watched page with all looks at it, or what one found.

    Parameters
    ----------
    name
        The watch, like WA-7F3K-Q2M9.
    difference
        The number of a look: how its page differs from the capture before, paragraph by paragraph.
        + was added, - removed, > moved, ~ is a clock that went on.
    """
    with common.open() as archive:
        if difference is not None:
            look, found = archive.watches.difference(name, difference, purpose=purpose)
            _tell_difference(look, found, common)
            return
        watch = archive.watches.show(name, purpose=purpose)
    if common.json:
        write_json(watch)
        return
    table((watch.name, ""), _facts_of(watch))
    say()
    table(("look", "when", "found", "capture", "compared with", "differs"), map(_row, watch.looks))
    if any(look.compared for look in watch.looks):
        say(f"`amana watch show {watch.name} --difference N` shows how look N differs.")


def end(name: str, /, *, why: str, common: Common = DEFAULT) -> None:
    """Watch a page no more; what was captured stays.

    Parameters
    ----------
    name
        The watch, like WA-7F3K-Q2M9.
    why
        The reason, in a sentence.
    """
    with common.open() as archive:
        ended = archive.watches.end(name, why)
    if common.json:
        write_json({"watch": ended})
    else:
        say(f"{ended} is ended; what was captured stays.")


def _facts_of(watch: Watch) -> list[tuple[str, str]]:
    form = watch.form or Form()
    ended = f"{watch.ended_at}: {watch.reason}" if watch.ended_at else ""
    rows = [
        ("page", watch.url or ""),
        ("every", spell_pause(watch.every)),
        ("risk of loss", watch.risk.value),
        ("due", ("now" if watch.waiting else watch.due) or ""),
        ("ended", ended),
        ("profile", watch.profile or "plain"),
        ("note", watch.note or ""),
        ("source", form.source or "the address"),
        ("collector", form.collector or "not stated"),
        ("purpose", form.purpose or "not stated"),
        ("consent", form.consent or "not stated"),
        ("restrictions", spell(form.restrictions) or "none"),
        ("watched", f"since {watch.at} by {watch.by}"),
    ]
    return [(name, value) for name, value in rows if value]


def _row(look: Look) -> tuple[str, ...]:
    said = look.outcome.value
    if look.outcome is Looked.FAILED and look.state:
        said += f" ({look.state})"
    differs = spell_measures(look.measures) if look.compared else ""
    return str(look.place), look.at[:19], said, look.item or "", look.compared or "", differs


def _tell_difference(look: Look, found: CaptureDifference, common: Common) -> None:
    """Print how two captures differ: what programs read is the difference itself."""
    if common.json:
        write_json({"look": look, "difference": found})
        return
    say(f"Look {look.place}: {LOOKS[look.outcome]}. {look.item}, compared with {look.compared}.")
    say(spell_measures(found.measures) or "Nothing that was measured differs.")
    for name, (old, new) in (("address", found.addresses), ("title", found.titles)):
        if old != new:
            say(f"{name}: {old or 'none'} → {new or 'none'}")
    if found.text is None:
        say("One of the captures has no text to compare.")
        return
    for line in _lines(found.text.paragraphs):
        say(line)


def _lines(paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    """Yield what differs with its surroundings; the rest is counted."""
    for passed, each in with_surroundings(paragraphs):
        if passed:
            yield f"  … {count(passed, 'paragraph')} kept"
        if each is not None:
            was = f"  (was {each.was})" if each.was is not None else ""
            yield _MARKS[each.became] + each.text + was
