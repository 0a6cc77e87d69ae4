"""Carrying out steps over a reading, and sealing what they observe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from amana.analysis.frame import Frame, frames_of
from amana.analysis.registry import STEPS
from amana.analysis.steps import Step, recipe_id, recipe_of
from amana.analysis.tools import Tools
from amana.core import canonical, sha256_hex
from amana.records import Article, Claim, Observed, Quantity, Reading, Recipe


def recipes(models: Mapping[str, str] | None = None) -> dict[str, Recipe]:
    """Return the recipe of every step.

    Args:
        models: digests of the models in use, by what they serve.
    """
    made: dict[str, Recipe] = {}
    for step in STEPS:
        made[step.name] = recipe_of(step, [made[name] for name in step.needs], models or {})
    return made


def observe(
    reading: Reading,
    articles: Sequence[Article],
    tools: Tools,
    *,
    models: Mapping[str, str] | None = None,
) -> dict[str, list[Observed]]:
    """Return what every step observes in a reading, by the name of the step, in text order."""
    made = recipes(models)
    found: dict[str, list[Observed]] = {step.name: [] for step in STEPS}
    for frame in frames_of(reading, articles):
        here: dict[str, list[Observed]] = {}
        for step in STEPS:
            drafts = step.observe(frame, here, tools)
            here[step.name] = list(_sealed(frame, step, recipe_id(made[step.name]), drafts))
            found[step.name] += here[step.name]
    return found


def _sealed(
    frame: Frame, step: Step, recipe: str, drafts: Sequence[Observed]
) -> Iterator[Observed]:
    """Yield drafts as facts: with where they were observed, and ids that hold everywhere.

    Raises:
        ValueError: a step observed the same thing twice.
    """
    ordered = sorted(drafts, key=lambda each: (each.span.char_start, each.span.char_end))
    keys = [_key(frame, recipe, draft) for draft in ordered]
    if len(set(keys)) < len(keys):
        raise ValueError(f"the step {step.name} observed the same thing twice")
    ids = {draft.id: key for draft, key in zip(ordered, keys, strict=True) if draft.id}
    for draft, key in zip(ordered, keys, strict=True):
        sealed = msgspec.structs.replace(
            draft,
            id=key,
            original=frame.original,
            reading=frame.reading,
            article=frame.article,
            recipe=recipe,
        )
        if isinstance(sealed, Claim) and sealed.nested_in:
            sealed = msgspec.structs.replace(sealed, nested_in=ids[sealed.nested_in])
        if isinstance(sealed, Quantity) and sealed.part_of:
            sealed = msgspec.structs.replace(sealed, part_of=ids[sealed.part_of])
        yield sealed


def _key(frame: Frame, recipe: str, draft: Observed) -> str:
    """Return the id of a fact: the hash of where it stands, its recipe and what it says.

    What refers to other drafts by their names inside of the answer is left out.
    """
    links = {
        name: None for name in ("nested_in", "part_of") if getattr(draft, name, None) is not None
    }
    said = msgspec.json.encode(msgspec.structs.replace(draft, id="", **links))
    return sha256_hex(canonical([frame.reading, recipe, frame.article, sha256_hex(said)]))
