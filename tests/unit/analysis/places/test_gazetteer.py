from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from amana.analysis.places import STEP
from amana.analysis.places import gazetteer as module
from amana.analysis.places.gazetteer import KINDS, PRECISION, Gazetteer, gazetteer
from amana.analysis.steps import digest_of_data
from amana.core import UnavailableError


def test_a_town_is_found_by_each_of_its_names() -> None:
    for name in ("Aleppo", "حلب", "ALEPPO"):
        first = gazetteer().find(name)[0]
        assert any(each.place.gazetteer == "geonames:170063" for each in gazetteer().find(name))
        assert first.place.country == "SY"


def test_a_first_name_stands_before_others_and_a_large_place_before_a_small_one() -> None:
    found = gazetteer().find("Tripoli")
    firsts = [each.first for each in found]
    assert firsts == sorted(firsts, reverse=True)
    assert {"LY", "LB"} <= {each.place.around for each in found}


def test_what_nobody_is_called_is_not_found() -> None:
    for name in ("", "...", "Qqqqqqq", "x" * 5000, "'; DROP TABLE place", "\x00", "\ud800"):
        assert gazetteer().find(name) == ()
        assert gazetteer().find_loosely(name) == ()


def test_other_transliterations_are_found_loosely() -> None:
    places = {each.place.gazetteer for each, _ in gazetteer().find_loosely("Dayr al-Zour")}
    assert {"geonames:170794"} <= places
    assert all(each.loose for each, _ in gazetteer().find_loosely("Dayr al-Zour"))


@pytest.mark.parametrize("name", ["Jerusalem", "Golan Heights", "Crimea", "Abyei", "Sevastopol",
                                  "Majdal Shams", "Western Sahara", "Kosovo"])  # fmt: skip
def test_contested_places_have_no_country(name: str) -> None:
    found = gazetteer().find(name)
    assert any(each.place.country is None and each.place.kind != "division" for each in found)


def test_a_place_without_a_sure_point_has_none_but_a_country() -> None:
    place = gazetteer().find("Roj camp")[0].place
    assert (place.lat, place.lon, place.precision, place.country) == (None, None, "unknown", "SY")


def test_countries_are_known_by_their_people() -> None:
    about = gazetteer().countries
    assert about["syrian"] == about["syrians"] == "SY"
    assert about["iraq"] == "IQ"


def test_every_kind_has_a_precision() -> None:
    assert set(PRECISION) <= set(KINDS)


def test_a_missing_gazetteer_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "files", lambda _: tmp_path)
    for make in (lambda _: None, lambda path: path.write_bytes(b"no database"), _of_another_make):
        gazetteer.cache_clear()
        (tmp_path / "data").mkdir(exist_ok=True)
        make(tmp_path / "data" / "gazetteer.sqlite")
        with pytest.raises(UnavailableError) as caught:
            gazetteer()
        assert caught.value.remedy == "run: make gazetteer"
    gazetteer.cache_clear()


def _of_another_make(path: Path) -> None:
    path.unlink()
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
    database.execute("INSERT INTO meta VALUES ('schema', '0')")
    database.commit()
    database.close()


def test_opening_leaves_no_trace_beside_it(tmp_path: Path) -> None:
    source = Path(module.__file__).parent / "data" / "gazetteer.sqlite"
    copy = tmp_path / "gazetteer.sqlite"
    copy.write_bytes(source.read_bytes())
    copy.chmod(0o444)
    assert Gazetteer(str(copy)).find("Homs")
    assert [path.name for path in tmp_path.iterdir()] == ["gazetteer.sqlite"]


def test_the_gazetteer_is_part_of_the_recipe() -> None:
    assert STEP.data == ("amana.analysis.places",)
    assert len(digest_of_data(STEP.data)) == 64
    data = Path(module.__file__).parent / "data"
    assert {path.suffix for path in data.iterdir()} == {".sqlite", ".tsv", ".json"}
