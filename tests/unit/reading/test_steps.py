from __future__ import annotations

import hashlib

from msgspec import structs

from amana.core import is_sha256
from amana.reading import Limits, reading_key
from amana.reading.readers import FAMILIES
from amana.reading.steps import step_of

PDF = next(family for family in FAMILIES if family.name == "pdf")
ORIGINAL = "ab" * 32


def test_a_step_names_what_decides_its_result() -> None:
    step = step_of(PDF, (("pypdfium2", "5.0"),), Limits(pages=7), ("seccomp",))
    assert step.name == step.recipe.step == "reading/pdf"
    assert step.media_types == ("application/pdf",)
    assert ("pages", "7") in step.recipe.settings
    assert ("pypdfium2", "5.0") in step.recipe.libraries


def test_time_and_memory_are_no_settings() -> None:
    one = step_of(PDF, (), Limits(), ())
    other = step_of(PDF, (), Limits(cpu_seconds=1, wall_seconds=1, memory=1 << 30), ())
    assert one == other


def test_the_key_depends_on_original_and_recipe_and_not_on_the_environment() -> None:
    recipe = step_of(PDF, (("pypdfium2", "5.0"),), Limits(), ("seccomp",)).recipe
    key = reading_key(ORIGINAL, recipe)
    assert is_sha256(key)
    assert key == reading_key(ORIGINAL, structs.replace(recipe, environment=()))
    assert key != reading_key("cd" * 32, recipe)
    assert key != reading_key(ORIGINAL, structs.replace(recipe, version="99"))
    assert key != reading_key(ORIGINAL, structs.replace(recipe, libraries=()))


def test_the_key_is_the_digest_that_the_formats_page_describes() -> None:
    recipe = step_of(PDF, (), Limits(text_chars=1, runs=2, pages=3), ()).recipe
    written = (
        '{"original":"' + ORIGINAL + '","recipe":{"libraries":[],"settings":[["text_chars","1"],'
        '["runs","2"],["pages","3"]],"step":"reading/pdf","tool":"amana","version":"'
        + PDF.version
        + '"}}'
    )
    assert reading_key(ORIGINAL, recipe) == hashlib.sha256(written.encode()).hexdigest()


def test_text_recognition_stands_in_the_recipe_where_it_is_done() -> None:
    family = next(family for family in FAMILIES if family.name == "image")
    assert ("ocr", "ara") in step_of(family, (), Limits(ocr="ara"), ()).recipe.settings
    assert "ocr" not in dict(step_of(family, (), Limits(), ()).recipe.settings)
    text = next(family for family in FAMILIES if family.name == "text")
    assert "ocr" not in dict(step_of(text, (), Limits(ocr="ara"), ()).recipe.settings)
