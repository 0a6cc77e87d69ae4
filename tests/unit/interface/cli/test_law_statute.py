from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana


def test_standards_are_listed_for_people_and_for_programs(amana: Amana) -> None:
    told = amana("law", "standards").err
    assert "reasonable_grounds_to_believe" in told
    assert "أسباب معقولة للاعتقاد" in told
    assert "needs 2 independent origins" in told
    rows = amana("law", "standards", "--json").lines
    ladder = [row for row in rows if row["list"] == "standard-of-proof"]
    assert [row["rank"] for row in ladder] == [0, 1, 2, 3, None, 4]
    (unknown,) = (r for r in rows if r["list"] == "source-reliability" and r["code"] == "F")
    assert unknown["rank"] is None
