"""Commands about the proceedings of an archive: `law status`, `law timeline`, `law suggest`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec
from cyclopts import Parameter

from amana.interface.cli.common import DEFAULT, Common, Purpose, say, table, write_json
from amana.interface.cli.law_asking import day_meant
from amana.interface.cli.plain import count
from amana.law import Label, Moment, Status
from amana.records import Step, Undertaking

Language = Literal["en", "ar"]


@Parameter(name="*")
@dataclass(frozen=True)
class Asked:
    """Of which days, in which language and for what a status or timeline is asked."""

    known_on: Annotated[
        str | None,
        Parameter(
            help="Only what was known by this day counts, like 2024-11-22; today if left out."
        ),
    ] = None
    on: Annotated[
        str | None,
        Parameter(
            help="Only what had happened by this day moves anything: a step of a later day is "
            "listed, as ahead. The day of --known-on if left out."
        ),
    ] = None
    language: Annotated[Language, Parameter(help="The language of the sentences.")] = "en"
    purpose: Purpose = None


PLAINLY = Asked()


def status(key: str, /, *, asked: Asked = PLAINLY, common: Common = DEFAULT) -> None:
    """Tell how a proceeding stands, as it was known on a day.

    A state is told since the step that led to it, not since a later one that kept it. Acts of one
    day that contradict each other settle nothing: all are told, and what is taken, the one more
    favourable to the person where there is one, is told as not settled.

    Parameters
    ----------
    key
        The key of the proceeding.
    """
    language = asked.language
    with common.open() as archive:
        found = archive.matters.status(
            key, day_meant(asked.known_on), asked.on, purpose=asked.purpose
        )
    if common.json:
        write_json(found)
        return
    say(f"{_in(found.name, language)} [{found.proceeding}]")
    for sentence in found.sentences:
        say(_in(sentence, language))
    _steps(found, language)


def timeline(situation: str, /, *, asked: Asked = PLAINLY, common: Common = DEFAULT) -> None:
    """List the steps, undertakings and incidents of a situation in the order of their days.

    Parameters
    ----------
    situation
        The key of the situation.
    """
    language = asked.language
    with common.open() as archive:
        moments = archive.matters.timeline(
            situation, day_meant(asked.known_on), asked.on, purpose=asked.purpose
        )
    if common.json:
        for moment in moments:
            write_json(moment)
        return
    if not moments:
        say("Nothing is entered that was known by then.")
    table(
        ("key", "known", "stands", "against", "entered by", "cites", "what"),
        [
            (
                moment.key,
                moment.known.day or "not told",
                _stands(moment),
                ", ".join(moment.beside),
                moment.entered_by,
                count(len(moment.cites), "passage"),
                _in(moment.says, language),
            )
            for moment in moments
        ],
    )


def suggest(situation: str, /, *, purpose: Purpose = None, common: Common = DEFAULT) -> None:
    """Print drafts of steps and undertakings, from observations that people accepted.

    They are lines for `amana decide`, after a look at each; nothing is entered.

    Parameters
    ----------
    situation
        The key of the situation.
    """
    with common.open() as archive:
        found = archive.matters.suggestions(situation, purpose=purpose)
    for draft in found.drafts:
        write_json(_line(draft))
    for left in found.left:
        say(f"no draft from {left.item} {left.fact}: {left.why}")
    say(f"{count(len(found.drafts), 'draft')}; look at each before `amana decide` enters it.")
    undated = sum(each.date is None for each in found.drafts)
    if undated:
        told = "no date: where its article has no day either, say `date` or `known`"
        say(f"{count(undated, 'draft')} with {told}, or it counts on no day.")


def _line(draft: Step | Undertaking) -> dict[str, object]:
    """Return a draft as people write it: without members that say nothing."""
    plain = msgspec.to_builtins(draft)
    plain["cites"] = [_said(each) for each in plain["cites"]]
    return _said(plain)


def _said(members: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in members.items() if value}


def _steps(found: Status, language: Language) -> None:
    superseded = {each.key: each.by for each in found.superseded}
    table(
        ("key", "known", "from", "followed by", "entered by", "cites", "step"),
        [
            (
                step.key,
                step.known.day or "not told",
                step.known.basis,
                superseded.get(step.key, ""),
                step.entered_by,
                count(len(step.cites), "passage"),
                _in(step.says, language),
            )
            for step in (*found.steps, *found.ahead)
        ],
    )


def _stands(moment: Moment) -> str:
    if moment.standing != "counted":
        return moment.standing
    return moment.stage or ""


def _in(label: Label, language: Language) -> str:
    return label.ar if language == "ar" else label.en
