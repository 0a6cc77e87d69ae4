from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana


def test_a_witness_is_made_once(amana: Amana, tmp_path: Path) -> None:
    place = tmp_path / "w"
    said = amana("witness", "init", place, "--name", "example.org/w")
    assert (said.status, "witness.vkey" in said.err) == (0, True)
    assert amana("witness", "init", place, "--name", "example.org/w").status == 2
    (told,) = amana("witness", "init", tmp_path / "v", "--name", "v.example", "--json").lines
    assert [key.split("+")[0] for key in told["keys"]] == ["v.example", "v.example"]


@pytest.mark.parametrize(
    "words", [("sign", "x", "y", "-o", "z"), ("serve", "x"), ("trust", "x", "y")]
)
def test_without_a_witness_it_says_so(amana: Amana, tmp_path: Path, words: tuple[str, ...]) -> None:
    command, _, *rest = words
    assert amana("witness", command, tmp_path / "none", *rest).status == 3
