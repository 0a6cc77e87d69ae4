from __future__ import annotations

import pytest
from tests.unit.analysis.claims.conftest import Claims


@pytest.mark.parametrize(
    ("text", "relayed"),
    [
        ("Dalia Mansur told Reuters that the port was closed.", True),
        ("Dalia Mansur said in an interview with Reuters that the port was closed.", True),
        ("Dalia Mansur told sailors that the port was closed.", False),
        ("Dalia Mansur told Norland that the port was closed.", False),
    ],
)
def test_media_to_which_something_is_told_relay_it(
    claims: Claims, text: str, relayed: bool
) -> None:
    (found,) = claims(text)
    assert bool(found.via) == relayed
    assert found.content is not None
    assert found.content.quote == "the port was closed"
