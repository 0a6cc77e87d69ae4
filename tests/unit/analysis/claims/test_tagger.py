from __future__ import annotations

from pathlib import Path

import pytest

from amana.analysis.claims.tagger import model_at
from amana.core import UnavailableError


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims-en.model"
    path.write_bytes(b"not a model")
    with pytest.raises(UnavailableError, match="cannot be read"):
        model_at(path)
