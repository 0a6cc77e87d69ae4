from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.archive import analysing

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana


def test_a_model_is_added_and_listed(
    amana: Amana, tmp_path: Path, probes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    del probes
    monkeypatch.setattr(analysing, "REGISTRY", "analysis_probes:TAUGHT")
    assert amana("model").err.startswith("No model was added.")
    path = tmp_path / "words.model"
    path.write_text("Norhaven")
    terms = ("--licence", "CC0-1.0", "--provenance", "made by hand")
    added = amana("model", "add", "words/en", path, *terms)
    assert added.status == 0
    assert "words/en is served by this model from now on (entry" in added.err
    listed = amana("model", "list").err
    assert "words/en" in listed
    assert "made by hand" in listed
    (row,) = amana("model", "list", "--json").lines
    assert (row["name"], row["in_use"], row["used_by"]) == ("words/en", True, 0)
    told = amana("log", "--limit", "1").err
    assert "added the model words/en, 8 bytes, SHA-256" in told
    refused = amana("model", "add", "nothing/en", path, *terms)
    assert refused.status == 2
    assert "the steps that take models: words" in refused.err
