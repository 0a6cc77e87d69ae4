"""Commands about proceedings: `law proceedings`, which needs no archive."""

from __future__ import annotations

from amana.interface.cli.common import DEFAULT, Common, say, table, write_json
from amana.law import Model, StepKind, model, models


def list_models(name: str | None = None, /, *, common: Common = DEFAULT) -> None:
    """List the models of proceedings, or one with its steps.

    Of each step: its code, provisions, and what it follows and leads to.

    Parameters
    ----------
    name
        A model, like icc-person; all are listed without.
    """
    if name is None:
        _list(common)
        return
    one = model(name)
    if common.json:
        write_json(one)
        return
    _tell(one)


def _list(common: Common) -> None:
    if common.json:
        for each in models():
            write_json(each)
        return
    table(
        ("model", "English", "Arabic", "is about a", "steps", "tracks"),
        [
            (
                each.id,
                each.label.en,
                each.label.ar,
                "situation or person" if each.level == "either" else each.level,
                str(len(each.steps)),
                ", ".join(track.code for track in each.tracks),
            )
            for each in models()
        ],
    )
    say("`amana law proceedings MODEL` lists the steps of one.")


def _tell(one: Model) -> None:
    say(f"{one.label.en} [{one.id}]")
    say(one.label.ar)
    say(f"{one.about.text} {one.about.source}, {one.about.retrieved}.")
    table(
        ("step", "English", "Arabic", "by", "provisions", "standard", "moves"),
        [
            (
                each.code,
                each.label.en + (" (claim)" if each.kind == "claim" else ""),
                each.label.ar,
                each.by.en,
                ", ".join(each.provisions) + (" (unverified)" if each.unverified else ""),
                each.standard or "",
                _moves(one, each),
            )
            for each in one.steps
        ],
    )


def _moves(one: Model, step: StepKind) -> str:
    """Return what a step leads to, with the tracks that the model has."""
    return ", ".join(
        dict.fromkeys(f"{move.track}: {move.to}" for move in step.moves if one.track(move.track))
    )
