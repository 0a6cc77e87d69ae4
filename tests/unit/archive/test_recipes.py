from __future__ import annotations

from amana.analysis import Step
from amana.archive.recipes import Methods

WORDS = Step(name="words", version="1", kinds=(), languages=(), observe=lambda *_: [], model=True)
ROLES = Step(name="roles", version="1", kinds=(), languages=(), observe=lambda *_: [])


def test_a_text_that_is_too_long_has_recipes_of_its_own() -> None:
    methods = Methods((WORDS, ROLES), {}, 1000)
    whole, cut = methods.of(1000), methods.of(1001)
    assert (whole.within, cut.within) == (None, 1000)
    assert methods.digests == {whole.digest, cut.digest}
    assert set(whole.keys("r").values()).isdisjoint(cut.keys("r").values())
    assert dict(cut.recipes["words"].settings)["within"] == "1000 characters"


def test_another_limit_concerns_long_texts_alone() -> None:
    one, other = Methods((WORDS,), {}, 1000), Methods((WORDS,), {}, 2000)
    assert one.of(10).digest == other.of(10).digest
    assert one.of(5000).digest != other.of(5000).digest


def test_a_model_changes_the_recipe_of_its_step_alone() -> None:
    plain, taught = (
        Methods((WORDS, ROLES), models, 9).of(1) for models in ({}, {"words/en": "ab"})
    )
    keys, others = plain.keys("r"), taught.keys("r")
    assert keys["words"] != others["words"]
    assert keys["roles"] == others["roles"]
