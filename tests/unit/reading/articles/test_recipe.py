from __future__ import annotations

import msgspec

from amana.core import is_sha256
from amana.reading.articles.recipe import RECIPE, fact_id, recipe_id


def test_the_environment_is_no_part_of_the_name() -> None:
    elsewhere = msgspec.structs.replace(RECIPE, environment=("seccomp",))
    newer = msgspec.structs.replace(RECIPE, version="2")
    assert recipe_id(elsewhere) == recipe_id(RECIPE)
    assert recipe_id(newer) != recipe_id(RECIPE)
    assert is_sha256(recipe_id(RECIPE))


def test_same_input_same_id() -> None:
    one = fact_id("r", "x", "article", ((0, 5),))
    assert one == fact_id("r", "x", "article", ((0, 5),))
    others = {
        fact_id("s", "x", "article", ((0, 5),)),
        fact_id("r", "y", "article", ((0, 5),)),
        fact_id("r", "x", "claim", ((0, 5),)),
        fact_id("r", "x", "article", ((0, 6),)),
    }
    assert len(others | {one}) == 5
