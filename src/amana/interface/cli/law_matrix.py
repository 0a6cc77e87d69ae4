"""Commands about what people entered: `law matters`, and `law matrix` for one charge."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from amana.core import UsageError
from amana.core.durable import storage_errors, write_all
from amana.interface.cli.common import DEFAULT, Common, Purpose, say, table, write_json
from amana.interface.cli.plain import count
from amana.law import (
    Linked,
    Matrix,
    Noted,
    Row,
    crime,
    current,
    mode,
    named,
    nearest,
    sentence,
    situation_of,
    within,
    word_of,
)
from amana.records import (
    Assessment,
    Charge,
    Conclusion,
    Effect,
    Entered,
    LegalProceeding,
    Link,
    Person,
    ReportedIncident,
    Situation,
    Standing,
    Step,
    Undertaking,
)

KINDS: dict[str, type[Entered]] = {
    word_of(kind): kind
    for kind in (
        Situation, Person, ReportedIncident, LegalProceeding, Step, Undertaking, Charge, Conclusion,
        Link, Assessment,
    )
}  # fmt: skip
FORMS = ("html", "json", "csv")


def show_matrix(
    charge: str,
    /,
    *,
    to: Annotated[Path | None, Parameter(name="--to")] = None,
    language: Literal["en", "ar"] = "en",
    address: str = "",
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """Show a charge against the elements of its crime and mode, or write it into a file.

    Parameters
    ----------
    charge
        The key of the charge.
    to
        A new file, .html (a page to print), .json or .csv. That it leaves is entered in the log.
    language
        The language of the page: en, or ar for Arabic.
    address
        Where the screens of this archive are, like https://archive.example: citations lead there.
    """
    if to is not None:
        _write(charge, to, common, language=language, address=address, purpose=purpose)
        return
    with common.open() as archive:
        matrix = archive.matters.matrix(charge, purpose=purpose)
    if common.json:
        write_json(matrix)
        return
    _tell(matrix)


def _write(
    charge: str, to: Path, common: Common, *, language: str, address: str, purpose: str | None
) -> None:
    form = to.suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise UsageError(
            f"{to.name} has none of the endings of a matrix",
            remedy=f"name a file that ends in {', '.join(f'.{each}' for each in FORMS)}",
        )
    with storage_errors(to):
        descriptor = _new(to)
        try:
            with common.open() as archive:
                written = archive.matters.export(
                    charge, form, language=language, address=address, purpose=purpose
                )
            write_all(descriptor, written.content)
        except BaseException:
            to.unlink(missing_ok=True)
            raise
        finally:
            os.close(descriptor)
    if common.json:
        told = {"charge": charge, "path": str(to), "form": form}
        write_json(told | {"sha256": written.sha256, "entry": written.entry})
        return
    say(f"The matrix of {charge} is in {to}.")
    say(f"Its SHA-256 is {written.sha256}; that it leaves is entry {written.entry} of the log.")


def _new(path: Path) -> int:
    """Return a new file, open to be written by this user alone."""
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError as error:
        raise UsageError(
            f"{path} is there already", remedy="give the name of a new file"
        ) from error


def _tell(matrix: Matrix) -> None:
    """Print the rows, then what undermines or explains otherwise, whether or not there is any."""
    charge = matrix.charge
    say(f"{charge.name or charge.stated.key}: {charge.crime} {crime(charge.crime).label.en}")
    say(f"{charge.mode} {mode(charge.mode).label.en}; person (alleged): {charge.person.name}")
    for notice in matrix.notices:
        say(f"! {sentence(notice)}")
    table(
        ("element", "supports", "undermines", "otherwise", "neutral", "state", "what it asks"),
        [_row(row) for row in matrix.rows()],
    )
    gaps = []
    for row in matrix.rows():
        for notice in row.notices:
            if notice.code is Noted.GAP:
                gaps.append(row.element)
            else:
                say(f"! {row.element}: {sentence(notice)}")
    if gaps:
        say(f"! Gaps, nothing is linked: {', '.join(gaps)}.")
    _tell_held(matrix)
    _tell_against(matrix)
    say("Material linked is no assessment; nothing here says that anyone is guilty.")


def _row(row: Row) -> tuple[str, ...]:
    counts = (str(sum(link.effect is effect for link in row.links)) for effect in _COLUMNS)
    where = " (from the situation)" if row.scope == "situation" else ""
    return (row.element, *counts, row.status.value, row.label.en + where)


_COLUMNS = (
    Effect.SUPPORTS,
    Effect.UNDERMINES,
    Effect.EXPLAINS_OTHERWISE,
    Effect.NEUTRAL,
)


def _tell_held(matrix: Matrix) -> None:
    table(
        ("element", "held", "standard of proof", "by", "entry", "reasons"),
        [
            (
                row.element,
                held.held.value,
                held.standard_label.en,
                held.stated.by,
                str(held.stated.number),
                held.stated.reason,
            )
            for row in matrix.rows()
            for held in row.assessments
        ],
    )


def _tell_against(matrix: Matrix) -> None:
    found, past = matrix.against(), matrix.once_against()
    if found:
        say("What undermines an element, or explains it otherwise:")
    else:
        say("No link that undermines an element or explains it otherwise stands, which does not")
        say("show that there is nothing.")
    _table_of(found)
    if past:
        say("What did, and was replaced or taken back by its author:")
        _table_of(past)


def _table_of(links: Sequence[Linked]) -> None:
    table(
        ("entry", "effect", "element", "by", "item", "reason, quote"),
        [line for link in links for line in _against(link)],
    )


def _against(link: Linked) -> list[tuple[str, ...]]:
    about = (str(link.stated.number), link.effect.value, link.element, link.stated.by)
    if not link.passages:
        return [(*about, "", link.stated.reason)]
    return [
        (*about, passage.item, f"{link.stated.reason}: “{passage.quote or ''}”")
        for passage in link.passages
    ]


def list_matters(
    *,
    situation: str | None = None,
    kind: str | None = None,
    versions: Annotated[bool, Parameter(negative=())] = False,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """List the matters that people entered: situations, persons, charges, links and so on.

    Parameters
    ----------
    situation
        Only those of the situation of this key.
    kind
        Only those of this kind, like charge or link.
    versions
        Also older versions, and those that were taken back.
    """
    wanted = _kind(kind)
    with common.open() as archive:
        standings = archive.matters.standing(purpose=purpose)
        withheld = archive.matters.withheld(purpose=purpose)
    if situation is not None:
        named(standings, situation, Situation)
        own = {each.matter.key for each in within(standings, situation)}
        own |= {e.matter.key for e in standings if situation_of(standings, e.matter) == situation}
        standings = tuple(each for each in standings if each.matter.key in own)
    shown = [
        each
        for each in (standings if versions else current(standings))
        if wanted is None or isinstance(each.matter, wanted)
    ]
    _list(shown, common)
    if withheld:
        say(f"{count(withheld, 'version')} of matters not shown: they cite restricted items,")
        say("and no purpose was given.")


def _list(shown: Sequence[Standing], common: Common) -> None:
    if common.json:
        for each in shown:
            write_json(each)
        return
    if not shown:
        say("No such matter stands. `amana decide FILE.jsonl` enters matters.")
    table(
        ("entry", "kind", "key", "version", "by", "cites", "what"),
        [
            (
                str(each.number),
                word_of(type(each.matter)),
                each.matter.key,
                f"{each.version}{'' if each.withdrawn is None else ' (taken back)'}",
                each.by,
                str(len(each.matter.cites)),
                _what(each.matter),
            )
            for each in shown
        ],
    )


def _kind(word: str | None) -> type[Entered] | None:
    if word is None:
        return None
    if word not in KINDS:
        near = nearest(word, KINDS)
        raise UsageError(
            f"there is no kind of matter {word!r}",
            remedy=f"did you mean {near!r}?" if near else f"use one of: {', '.join(KINDS)}",
        )
    return KINDS[word]


def _what(matter: Entered) -> str:
    """Return what a matter is about, in a few words."""
    told: tuple[str | None, ...]
    match matter:
        case Situation() | Person():
            told = (matter.name,)
        case ReportedIncident():
            told = (matter.name, matter.date)
        case LegalProceeding():
            told = (matter.model, matter.person or matter.situation, matter.name)
        case Step():
            told = (f"{matter.proceeding}:", matter.step, matter.date)
        case Undertaking():
            told = (f"{matter.kind}:", matter.what)
        case Charge():
            told = (matter.crime, matter.mode, matter.person, matter.name)
        case Conclusion():
            told = (matter.text,)
        case Link():
            told = (matter.effect.value, matter.element, f"({matter.charge or matter.situation})")
        case Assessment():
            about = f"({matter.charge or matter.situation})"
            told = (matter.held.value, matter.element, "at", matter.standard, about)
    return " ".join(word for word in told if word)
