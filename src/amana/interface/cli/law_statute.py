"""Commands about the Statute itself: `law crimes`, `law modes`, `law standards`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import Parameter

from amana.archive import official_texts_of
from amana.core import JSON
from amana.interface.cli.common import DEFAULT, Common, say, table, write_json
from amana.interface.cli.law_telling import tell_crime, tell_mode
from amana.law import (
    Crime,
    Grade,
    Mode,
    OfficialText,
    amendment,
    chosen_crimes,
    chosen_modes,
    crimes,
    modes,
    modes_of,
    scales,
    standards,
    texts_of,
    texts_of_elements,
)

Texts = Annotated[
    Path | None,
    Parameter(
        name="--texts",
        help="A table of official texts to show beside our labels; else the one that the "
        "setting law_texts of the archive names.",
    ),
]


def list_crimes(*wanted: str, texts: Texts = None, common: Common = DEFAULT) -> None:
    """List crimes, or show some with what must be shown.

    Parameters
    ----------
    wanted
        Identifiers, citations like "Art. 8(2)(b)(iv)", provisions that hold several crimes, or a
        word of a label; without any, all crimes are listed.
    """
    found = chosen_crimes(wanted) if wanted else crimes()
    loaded = official_texts_of(common.folder, texts)
    if common.json:
        for crime in found:
            added = msgspec.to_builtins(amendment(crime.amendment)) if crime.amendment else None
            own = {"amended_by": added, "modes": [each.id for each in modes_of(crime)]}
            write_json(_members(crime) | own | _shown(loaded, crime.id))
    elif wanted:
        for crime in found:
            tell_crime(crime, loaded)
    else:
        _table_of_crimes(found)
    if not wanted:
        _tell_unused(loaded, found)


def list_modes(*wanted: str, texts: Texts = None, common: Common = DEFAULT) -> None:
    """List modes of liability, or show some with elements.

    Parameters
    ----------
    wanted
        Identifiers or citations like "Art. 25(3)(a)"; without any, all modes are listed.
    """
    found = chosen_modes(wanted) if wanted else modes()
    loaded = official_texts_of(common.folder, texts)
    if common.json:
        for mode in found:
            write_json(_members(mode) | _shown(loaded, mode.id))
    elif wanted:
        for mode in found:
            tell_mode(mode, loaded)
    else:
        _table_of_modes(found)


def list_standards(*, common: Common = DEFAULT) -> None:
    """List standards of proof, and the scales by which people grade what they hold."""
    if common.json:
        for each in standards():
            write_json({"list": "standard-of-proof"} | _members(each))
        for scale in scales():
            for grade in scale.values:
                write_json({"list": scale.code} | _members(grade))
        return
    _table_of_standards()
    for scale in scales():
        say()
        say(f"{scale.label.en} [{scale.code}]")
        table(
            ("code", "English", "Arabic", "means"),
            [(each.code, each.label.en, each.label.ar, _meaning(each)) for each in scale.values],
        )


def _table_of_crimes(listed: Iterable[Crime]) -> None:
    table(
        ("crime", "elements", "not before", "English", "Arabic"),
        [
            (
                each.id,
                str(len(each.elements)) if each.elements else each.elements_given,
                each.valid_from,
                each.label.en,
                each.label.ar,
            )
            for each in listed
        ],
    )


def _table_of_modes(listed: Iterable[Mode]) -> None:
    table(
        ("mode", "elements", "for crimes of", "English", "Arabic"),
        [
            (
                each.id,
                str(len(each.elements)),
                ", ".join(each.families) + ("" if each.alone else " (beside another mode)"),
                each.label.en,
                each.label.ar,
            )
            for each in listed
        ],
    )


def _table_of_standards() -> None:
    table(
        ("standard", "rank", "English", "Arabic", "asked for", "provisions", "national"),
        [
            (
                each.code,
                "beside" if each.rank is None else str(each.rank),
                each.label.en,
                each.label.ar,
                each.asked.en,
                ", ".join(each.provisions),
                "; ".join(f"{one.state}: {one.term} ({one.provision})" for one in each.national),
            )
            for each in standards()
        ],
    )


def _meaning(grade: Grade) -> str:
    if grade.low is not None:
        return f"{grade.low} to {grade.high} %"
    if grade.rank is None:
        return "unknown: not worse than others, and never averaged"
    return f"needs {grade.origins} independent origins" if grade.origins else ""


def _members(row: msgspec.Struct) -> dict[str, JSON]:
    members: dict[str, JSON] = msgspec.to_builtins(row)
    return members


def _shown(texts: Sequence[OfficialText], identifier: str) -> dict[str, JSON]:
    """Return the member `texts` of an answer, where texts were loaded."""
    if not texts:
        return {}
    found = (*texts_of(texts, identifier), *texts_of_elements(texts, identifier))
    return {"texts": [_members(text) for text in found]}


def _tell_unused(texts: Sequence[OfficialText], found: Sequence[Crime]) -> None:
    """Tell of texts that belong to nothing that is listed: nothing is left out silently."""
    used = {
        text
        for crime in found
        for text in (*texts_of(texts, crime.id), *texts_of_elements(texts, crime.id))
    }
    left = sorted({text.id for text in texts if text not in used})
    if left:
        say(f"In the table of texts, but of no crime listed here: {', '.join(left)}")
