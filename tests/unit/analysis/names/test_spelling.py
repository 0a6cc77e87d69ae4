from __future__ import annotations

import pytest

from amana.analysis.names.spelling import alike, parts_of, sound
from amana.analysis.names.tokens import tokens_of


@pytest.mark.parametrize(
    ("one", "other"),
    [("ahmad", "ahmed"), ("mohammed", "muhammad"), ("hussein", "hussain"), ("qasem", "kassem")],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("ahmed", "hamad"), ("mahmoud", "mohammed"), ("ali", "alia"), ("a", "o")]
)
def test_different_names(one: str, other: str) -> None:
    assert not alike(one, other)


def test_a_sound_is_short() -> None:
    assert sound("mohammed") == "muhamad"


def test_particles_belong_to_the_part_after_them() -> None:
    text = "Abu Karim bin Omar al-Norden"
    assert parts_of(tokens_of(text, 0, len(text))) == ("abukarim", "omar", "norden")
