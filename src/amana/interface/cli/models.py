"""Commands about trained models: `model add`, `model list`."""

from __future__ import annotations

from pathlib import Path

from amana.interface.cli.common import DEFAULT, Common, say, table, write_json
from amana.interface.cli.plain import count, size_of


def add(
    name: str, path: Path, /, *, licence: str, provenance: str, common: Common = DEFAULT
) -> None:
    """Take a trained model in; analysis works with it from then on.

    Parameters
    ----------
    name
        The step that it serves and its language, like claims/en.
    path
        The file of the model. It is copied into the archive.
    licence
        The terms under which it may be used.
    provenance
        Who made it, and from which data.
    """
    with common.open() as archive:
        known = archive.models.add(name, path, licence=licence, provenance=provenance)
    if common.json:
        write_json(known)
        return
    say(f"{known.name} is served by this model from now on (entry {known.entry}).")
    say(f"SHA-256 {known.sha256}: compare it with the one that its maker publishes.")
    say("`amana work` analyses anew what it touches; what was found before stays beside it.")


def list_models(*, common: Common = DEFAULT) -> None:
    """List trained models: which are in use, and how many items were analysed with each."""
    with common.open() as archive:
        found = archive.models.list()
    if common.json:
        for each in found:
            write_json(each)
        return
    if not found:
        say("No model was added. Analysis works with what is installed with the program.")
    table(
        ("model", "entry", "in use", "analysed", "size", "licence", "SHA-256", "provenance"),
        [
            (
                each.name,
                str(each.entry),
                "yes" if each.in_use else "no",
                count(each.used_by, "item"),
                size_of(each.size),
                each.licence,
                each.sha256,
                each.provenance,
            )
            for each in found
        ],
    )
