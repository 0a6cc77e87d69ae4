"""Steps of analysis: what each is called, what it needs, and by which recipe it works.

A step is a pure function from a frame, what earlier steps observed there, and tools. Its key is the
hash of the reading and of its recipe, and its recipe names the recipes of the steps that it needs:
so a changed rule changes the keys of what it touches, and of nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

import msgspec

from amana.analysis.frame import Frame
from amana.analysis.sources import digest_of_code
from amana.analysis.tools import Tools
from amana.core import canonical, sha256_hex
from amana.records import Observed, Recipe

TOOL = "amana"
STEP = "analysis"

WITHIN = "within"
"""The setting of a recipe by which not all of a text was analysed: up to how many characters."""

Earlier = Mapping[str, Sequence[Observed]]
"""What steps observed in the same frame, by the name of the step."""

Observe = Callable[[Frame, Earlier, Tools], list[Observed]]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step.

    `kinds` are the kinds of facts that it makes, `languages` those it supports (BCP 47). `data` are
    packages whose folder `data` decides the result; `model` says whether trained models can be
    added whose name begins with that of the step (`claims/en`); `libraries` are those whose
    versions decide the result.
    """

    name: str
    version: str
    kinds: tuple[str, ...]
    languages: tuple[str, ...]
    observe: Observe
    needs: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    libraries: tuple[tuple[str, str], ...] = ()
    model: bool = False


def _rooms_of(step: Step) -> tuple[str, ...]:
    """Return the packages of a step: its own, and those whose words it takes.

    A step of somebody else may stand in one module without a package.
    """
    module = step.observe.__module__
    return (module.rpartition(".")[0] or module, *step.data)


@cache
def digest_of_data(packages: tuple[str, ...]) -> str:
    """Return the digest of the data files of packages: other words may give other facts."""
    digest = sha256()
    for package in packages:
        tables = files(package).joinpath("data")
        for table in sorted(tables.iterdir(), key=lambda each: each.name):
            if table.is_file():
                digest.update(table.name.encode() + b"\0" + sha256(table.read_bytes()).digest())
    return digest.hexdigest()


def recipe_of(
    step: Step, needed: Sequence[Recipe], models: Mapping[str, str], *, within: int | None = None
) -> Recipe:
    """Return the recipe by which a step works.

    Args:
        step: the step.
        needed: the recipes of the steps that it needs, in the order of `step.needs`.
        models: digests (sha256) of the models that are in use, by the step that they serve.
        within: how many characters of a text are analysed, where it has more of them.
    """
    settings = [("code", digest_of_code(_rooms_of(step)))]
    if step.data:
        settings.append(("data", digest_of_data(step.data)))
    if step.model:
        settings += [
            (f"model {name}", digest)
            for name, digest in sorted(models.items())
            if name.partition("/")[0] == step.name
        ]
    settings += [(f"needs {each.step}", recipe_id(each)) for each in needed]
    if within is not None:
        settings.append((WITHIN, f"{within} characters"))
    return Recipe(
        step=f"{STEP}/{step.name}",
        tool=TOOL,
        version=step.version,
        libraries=step.libraries,
        settings=tuple(settings),
    )


def recipe_id(recipe: Recipe) -> str:
    """Return the id of a recipe: SHA-256 of its canonical JSON without the environment."""
    plain = msgspec.to_builtins(recipe)
    del plain["environment"]
    return sha256_hex(canonical(plain))


def observations_key(reading: str, recipe: Recipe) -> str:
    """Return the key of what a step observes in a reading: SHA-256 of both."""
    return sha256_hex(canonical([reading, recipe_id(recipe)]))
