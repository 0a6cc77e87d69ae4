"""What a repair takes down of itself."""

from __future__ import annotations

from pathlib import Path

from amana.archive.layout import Layout
from amana.archive.quarantine import Quarantine
from amana.archive.repairs import Repair, Repairs


def test_without_asking_nothing_is_done_and_everything_is_told(tmp_path: Path) -> None:
    (tmp_path / "stray").write_bytes(b"x")
    told: list[Repair] = []
    repairs = Repairs(told.append, apply=False)
    with Quarantine(Layout(tmp_path)) as place:
        repairs.put(place, "lost", "is missing", "cellar", lambda: iter([b"y"]))
        repairs.away(place, "stray", "does not belong")
        repairs.put(place, "gone", "is missing", "no copy has it", None)
    assert (tmp_path / "stray").exists()
    assert not (tmp_path / "lost").exists()
    assert [each.path for each in told] == ["lost", "stray"]
    fields = repairs.fields()
    assert (fields["repair_count"], fields["unrepaired_count"]) == (2, 1)


def test_what_cannot_be_done_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    repairs = Repairs(lambda _: None, apply=True)
    with Quarantine(Layout(tmp_path)) as place:
        repairs.away(place, "nowhere/at/all", "does not belong")
        repairs.put(place, "lost", "is missing", "cellar", lambda: iter([b"y"]))
    assert (tmp_path / "lost").read_bytes() == b"y"
    assert [each.path for each in repairs.unrepaired] == ["nowhere/at/all"]
    assert [each.path for each in repairs.repairs] == ["lost"]
