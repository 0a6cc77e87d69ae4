from __future__ import annotations

import pytest

from amana.archive.actors import who
from amana.core import UsageError
from amana.records import ActorBasis


def test_who_acts() -> None:
    assert who("N. Aram", {}).basis is ActorBasis.GIVEN
    assert who(None, {"AMANA_ACTOR": "demo"}).name == "demo"
    assert who(None, {}).basis is ActorBasis.LOGIN
    for nobody in ("", "  ", "two\nlines"):
        with pytest.raises(UsageError):
            who(nobody, {})
