"""The gazetteer is compiled alike every time, of nothing that is stale or malformed."""

from __future__ import annotations

import json
from pathlib import Path

import build_gazetteer as build
import require_built

from amana.analysis.places.gazetteer import KINDS, Gazetteer

SOME = [
    build.Entry(1, 33.5, 36.25, "country", "NN", None, 7.0, contested=False, first=("Norland",)),
    build.Entry("estra-camp", None, None, "camp", "NN", "01", 4.0, contested=True,
                first=("Estra camp", "مخيم استرا"), other=("Al-Estra",)),
    build.Entry(7, 10.0, 20.0, "town", "SY", "01", 3.0, contested=False, first=("Estra",)),
]  # fmt: skip


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        build.compile_into(tmp_path / name, SOME, {"norland": "NN"})
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
    found = Gazetteer(str(tmp_path / "one")).find("مخيم إسترا")
    assert [(each.place.gazetteer, each.place.country) for each in found] == [
        ("amana:estra-camp", None)
    ]


def test_the_tables_are_whole() -> None:
    curated = build.rows("curated.tsv")
    assert len({row["key"] for row in curated}) == len(curated) > 300
    for row in curated:
        assert row["kind"] in KINDS, row["key"]
        assert bool(row["lat"]) == bool(row["lon"]), row["key"]
        assert row["contested"] in ("", "c"), row["key"]
        assert row["source"], row["key"]
        assert row["date"], row["key"]
        assert row["names"], row["key"]
    codes = {row["code"] for row in build.rows("divisions.tsv")}
    assert {row["code"] for row in build.rows("division_names.tsv")} <= codes
    said = json.loads((build.DATA / "contested.json").read_text(encoding="utf-8"))
    assert set(said["divisions"]) <= codes


def test_what_is_in_the_package_was_built_of_what_is_here() -> None:
    mark = (build.OUTPUT.parent.parent / ".gazetteer").read_text(encoding="utf-8")
    assert mark == build.stamp(build.Inputs().digest(), build.OUTPUT), "run: make gazetteer"


def test_names_of_other_scripts_and_codes_are_left_out() -> None:
    assert [name for name in ("Damas", "دمشق", "دیمەشق") if build.usable(name)]
    for name in ("Дамаск", "dmshq", "DAM", "大马士革"):
        assert not build.usable(name)


def test_a_wheel_demands_what_is_built(root: Path) -> None:
    for path in require_built.BUILT:
        assert (root / "src" / "amana" / path).is_file()
