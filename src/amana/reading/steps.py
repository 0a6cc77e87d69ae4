"""Steps of reading: which reader, in which version, with which libraries and settings.

The key of a reading is the hash of its input and its recipe. The same key means the same result, so
work that was interrupted goes on where it stopped; a new version has another key and puts a new
reading beside the old one.
"""

from __future__ import annotations

import msgspec

from amana.core import canonical, sha256_hex
from amana.reading.limits import Limits
from amana.reading.readers.family import Family
from amana.records import Recipe

TOOL = "amana"
STEP = "reading"
IDENTIFY_VERSION = "2"
TESSERACT = "tesseract"


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reader as a step: original in, reading out, by this recipe.

    A media type that ends in `/*` stands for all of that kind that no other step names, one that
    begins with `+` for all of that syntax.
    """

    name: str
    version: str
    media_types: tuple[str, ...]
    recipe: Recipe


def step_name(family: Family) -> str:
    """Return the name of the step that a reader family carries out."""
    return f"{STEP}/{family.name}"


def step_of(
    family: Family,
    libraries: tuple[tuple[str, str], ...],
    limits: Limits,
    environment: tuple[str, ...],
) -> Step:
    """Return the step that a reader family carries out here.

    Settings hold those limits that can change a result; time and memory can only end it.
    """
    settings = [("text_chars", str(limits.text_chars)), ("runs", str(limits.runs))]
    if family.paged:
        settings.append(("pages", str(limits.pages)))
    if TESSERACT in family.programs and limits.ocr:
        settings += [("ocr", limits.ocr), ("ocr_pages", str(limits.ocr_pages))]
    name = step_name(family)
    recipe = Recipe(
        step=name,
        tool=TOOL,
        version=family.version,
        libraries=libraries,
        settings=tuple(settings),
        environment=environment,
    )
    return Step(name=name, version=family.version, media_types=family.media_types, recipe=recipe)


IDENTIFY = Recipe(step=f"{STEP}/identify", tool=TOOL, version=IDENTIFY_VERSION)
"""The recipe of an outcome that no reader took part in."""


def reading_key(original: str, recipe: Recipe) -> str:
    """Return the key of the reading of `original` (sha256) by `recipe`.

    It is the SHA-256 of the canonical JSON of both. The environment, the protection under which the
    tool ran, does not change the result and is left out.
    """
    made_by = msgspec.to_builtins(recipe)
    del made_by["environment"]
    return sha256_hex(canonical({"original": original, "recipe": made_by}))
