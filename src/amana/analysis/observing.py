"""Carrying out steps over a reading, and sealing what they observe."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

import msgspec

from amana.analysis.frame import Frame, frames_of
from amana.analysis.steps import Earlier, Step, recipe_id, recipe_of
from amana.analysis.tools import Tools
from amana.core import canonical, sha256_hex
from amana.records import Article, Claim, Observed, Quantity, Reading, Recipe


def recipes(
    models: Mapping[str, str] | None = None,
    *,
    steps: Sequence[Step] | None = None,
    within: int | None = None,
) -> dict[str, Recipe]:
    """Return the recipe of every step, by its name.

    Args:
        models: digests of the models in use, by what they serve.
        steps: the steps; those of the registry otherwise.
        within: how many characters of a text are analysed, where it has more of them.
    """
    made: dict[str, Recipe] = {}
    for step in _every(steps):
        needed = [made[name] for name in step.needs]
        made[step.name] = recipe_of(step, needed, models or {}, within=within)
    return made


def observe(
    reading: Reading,
    articles: Sequence[Article],
    tools: Tools,
    *,
    models: Mapping[str, str] | None = None,
    steps: Sequence[Step] | None = None,
    wanted: Collection[str] | None = None,
    stored: Mapping[str, Sequence[Observed]] = MappingProxyType({}),
    within: int | None = None,
) -> dict[str, list[Observed]]:
    """Return what steps observe in a reading, by the name of the step, in text order.

    Args:
        reading: the reading.
        articles: its articles.
        tools: what steps work with beside the text.
        models: digests of the models in use, by what they serve.
        steps: the steps; those of the registry otherwise.
        wanted: the names of the steps that are carried out; all of them otherwise.
        stored: what the others, as far as these need them, observed in this reading before.
        within: how many characters of the text are analysed at most.

    Raises:
        ValueError: a step observed the same thing twice.
    """
    every = _every(steps)
    chosen = [step for step in every if wanted is None or step.name in wanted]
    made = recipes(models, steps=every, within=within)
    found: dict[str, list[Observed]] = {step.name: [] for step in chosen}
    for frame in frames_of(reading, articles, within=within):
        here: dict[str, list[Observed]] = {
            name: [fact for fact in facts if fact.article == frame.article]
            for name, facts in stored.items()
        }
        for step in chosen:
            here[step.name] = _observed(frame, step, here, tools, recipe_id(made[step.name]))
            found[step.name] += here[step.name]
    return found


def _every(steps: Sequence[Step] | None) -> tuple[Step, ...]:
    """Return the steps that are meant; those of the registry are loaded when they are needed."""
    if steps is None:
        from amana.analysis.registry import STEPS  # noqa: PLC0415 - patterns and lists take time

        return STEPS
    return tuple(steps)


def _observed(frame: Frame, step: Step, here: Earlier, tools: Tools, recipe: str) -> list[Observed]:
    """Return what one step observes in a frame; it is shown what it needs, and no more."""
    try:
        drafts = step.observe(frame, {name: here[name] for name in step.needs}, tools)
        return list(_sealed(frame, step, recipe, drafts))
    except Exception as error:
        error.add_note(f"in the step {step.name}")
        raise


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
