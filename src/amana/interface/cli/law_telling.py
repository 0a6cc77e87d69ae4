"""Crimes, modes and their elements as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from amana.interface.cli.common import say
from amana.law import (
    Crime,
    Element,
    Given,
    Label,
    Mode,
    Note,
    OfficialText,
    RestsOn,
    amendment,
    modes_of,
    texts_of,
    texts_of_elements,
)

_GIVEN = {
    Given.GIVEN: "from the Elements of Crimes",
    Given.PENDING_SOURCE: "drafted elements were not found; none are invented",
    Given.NONE_DRAFTED: "the Elements of Crimes have none",
}


def tell_crime(crime: Crime, texts: Sequence[OfficialText]) -> None:
    """Print a crime with its elements, the modes that fit, and official texts that were loaded."""
    _head(crime.id, crime.label)
    added = amendment(crime.amendment) if crime.amendment else None
    by = f", added by {added.resolution} ({added.id})" if added else ""
    say(f"  Article {crime.article}; not before {crime.valid_from}{by}")
    if added:
        say(f"  for whom: {added.acceptance.en}")
    _texts(crime.id, texts)
    _notes(crime.notes)
    say(f"  elements: {len(crime.elements)}, {_GIVEN[crime.elements_given]}")
    for element in crime.elements:
        _element(element, texts)
    if not crime.elements:
        for text in texts_of_elements(texts, crime.id):
            _text(text, f"#{text.id.partition('#')[2]}  ")
    if crime.default_mental:
        covered = ", ".join(each.partition("#")[2] for each in crime.default_mental.covers)
        say(f"  {crime.default_mental.id}  for elements {covered}: {crime.default_mental.label.en}")
    say(f"  modes that fit: {', '.join(each.id for each in modes_of(crime))}")
    say()


def tell_mode(mode: Mode, texts: Sequence[OfficialText]) -> None:
    """Print a mode of liability with its elements, and what each of them rests on."""
    _head(mode.id, mode.label)
    covered = ", ".join(mode.families)
    say(f"  Article {mode.article}; for crimes of {covered}")
    if mode.amendment:
        say(f"  since {amendment(mode.amendment).valid_from} ({mode.amendment})")
    _texts(mode.id, texts)
    for note in mode.notes:
        say(f"  note: {note.en}")
    for element, ground in zip(mode.elements, mode.grounds, strict=True):
        _element(element, texts)
        if ground.rests_on is RestsOn.CASE_LAW:
            verified = "" if ground.verified else " (unverified)"
            say(f"       case law: {ground.source}{verified}")
    say()


def _head(identifier: str, label: Label) -> None:
    say(f"{identifier}  {label.en}")
    say(f"  {label.ar}")


def _element(element: Element, texts: Sequence[OfficialText]) -> None:
    number = element.id.partition("#")[2]
    kinds = " + ".join((element.kind, *element.also))
    say(f"  #{number}  {element.label.en}  [{kinds}]")
    say(f"       {element.label.ar}")
    for each in element.alternatives:
        say(f"       #{each.id.partition('#')[2]} or: {each.label.en} / {each.label.ar}")
    _texts(element.id, texts, "       ")
    _notes(element.notes, "       ")


def _notes(notes: Iterable[Note], indent: str = "  ") -> None:
    for note in notes:
        say(f"{indent}note ({note.provision}): {note.text.en}")


def _texts(identifier: str, texts: Sequence[OfficialText], indent: str = "  ") -> None:
    for each in texts_of(texts, identifier):
        _text(each, "", indent)


def _text(text: OfficialText, name: str, indent: str = "  ") -> None:
    where = f"{text.source}, retrieved {text.retrieved}"
    say(f"{indent}{name}official text [{text.language}] {where}:")
    for line in filter(None, map(str.strip, text.text.splitlines())):
        say(f"{indent}  | {line}")
