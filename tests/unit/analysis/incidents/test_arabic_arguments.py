from __future__ import annotations

import pytest
from tests.unit.analysis.incidents.conftest import Incidents


@pytest.mark.parametrize(
    ("text", "actor", "targets", "where"),
    [
        ("قصفت طائرات حربية مستشفى في مدينة كسرة.", "طائرات حربية", ["مستشفى"], ["مدينة كسرة"]),
        ("شن الجيش هجوما على قافلة قرب بلدة ديلمار.", "الجيش", ["قافلة"], ["قرب بلدة ديلمار"]),
        (
            "قتل ثلاثة مدنيين على يد مسلحين مجهولين في قرية تل حمر.",
            "مسلحين مجهولين",
            [],
            ["قرية تل حمر"],
        ),
        ("وقع انفجار في سوق العاصمة وأصيب عشرة أشخاص.", None, [], ["سوق العاصمة"]),
    ],
)
def test_who_whom_and_where(
    text: str, actor: str | None, targets: list[str], where: list[str], incidents_in: Incidents
) -> None:
    [incident] = incidents_in(text)
    assert (incident.actor.quote if incident.actor else None) == actor
    assert [each.quote for each in incident.target] == targets
    assert [each.quote for each in incident.where] == where
