"""The command that writes what a custodian signs: `statement`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from amana.interface.cli.common import DEFAULT, Common, Purpose, say, write_json


def statement(
    ref: str,
    /,
    *,
    output: Annotated[Path, Parameter(name=("--output", "-o"))],
    language: Literal["en", "ar"] = "en",
    release: Annotated[list[str] | None, Parameter(negative=())] = None,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """Write a custody statement about an item, to be signed.

    Parameters
    ----------
    ref
        The item's reference, like IT-7F3K-Q2M9.
    output
        A new file for the statement, .pdf or .html.
    language
        The language of the statement: en, or ar for Arabic.
    release
        A field to show that is withheld otherwise, like source. May be given several times.
    """
    with common.open() as archive:
        stated = archive.statements.write(
            ref, output, language=language, release=release or (), purpose=purpose
        )
    if common.json:
        write_json(stated)
        return
    say(f"The statement about {stated.ref} is in {stated.path}: read it, then sign it by hand.")
    say(f"It withholds: {', '.join(stated.withheld) or 'nothing'}.")
    say(f"Its SHA-256 is {stated.sha256}, entered in the custody log as entry {stated.entry}.")
