from __future__ import annotations

import msgspec

from amana.analysis import Step, observations_key, recipe_id
from amana.analysis.steps import recipe_of

STEP = Step(name="claims", version="1", kinds=("claim",), languages=("en",),
            observe=lambda *_: [], needs=("names",), model=True)  # fmt: skip
NAMES = msgspec.structs.replace(STEP, name="names", needs=(), model=False)


def test_a_recipe_changes_with_what_it_needs_and_with_its_model_alone() -> None:
    names = recipe_of(NAMES, [], {})
    recipe = recipe_of(STEP, [names], {})
    newer = recipe_of(msgspec.structs.replace(NAMES, version="2"), [], {})
    ids = {
        recipe_id(each)
        for each in (
            recipe,
            recipe_of(STEP, [newer], {}),
            recipe_of(STEP, [names], {"claims/en": "ab"}),
            recipe_of(msgspec.structs.replace(STEP, version="2"), [names], {}),
        )
    }
    assert len(ids) == 4
    assert recipe_of(STEP, [names], {"names/ar": "ab"}) == recipe
    assert recipe_of(NAMES, [], {"names/ar": "ab"}) == names


def test_the_key_of_observations_is_that_of_input_and_recipe() -> None:
    recipe = recipe_of(STEP, [], {})
    assert observations_key("a", recipe) == observations_key("a", recipe)
    assert observations_key("a", recipe) != observations_key("b", recipe)
