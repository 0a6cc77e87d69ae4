from __future__ import annotations

import msgspec

from amana.analysis.places.candidates import Name
from amana.analysis.places.gazetteer import Place
from amana.analysis.places.keys import key
from amana.analysis.places.resolve import resolve


def named(*texts: str) -> dict[str, Name]:
    return {key(text): Name(text, count=1, types={"GPE"}) for text in texts}


def place(number: int = 1, kind: str = "town", **fields: object) -> Place:
    plain = Place(number, "amana:x", 0.0, 0.0, kind, "NN", "NN", "NN.01", 1.0)
    return msgspec.structs.replace(plain, **fields)


def test_what_is_said_to_hold_a_place_decides() -> None:
    assert (resolve(named("Paris"), {})["paris"] or place()).around == "FR"
    names = named("Paris", "Texas")
    names["paris"].inside = {"texas": False}
    assert (resolve(names, {})["paris"] or place()).division == "US.TX"


def test_names_pull_one_another() -> None:
    meant = resolve(named("Tripoli", "Misrata", "Zawiya", "Benghazi"), {})
    assert {(meant[each] or place()).around for each in meant} == {"LY"}
    meant = resolve(named("Tripoli", "Sidon", "Tyre", "Beirut"), {})
    assert {(meant[each] or place()).around for each in meant} == {"LB"}


def test_a_loose_match_needs_its_country() -> None:
    names = named("Dayr al-Zuwr")
    assert resolve(names, {})["dayr al zuwr"] is None
    assert resolve(names, {"SY": 1})["dayr al zuwr"] is not None


def test_what_is_no_place_means_none() -> None:
    assert resolve(named("Qwxzk"), {}) == {"qwxzk": None}
    assert resolve({}, {}) == {}


def test_a_place_elsewhere_is_not_meant_where_the_text_says_what_holds_it() -> None:
    names = named("Qaim", "Ruritown", "France")
    names["qaim"].inside = {"ruritown": True}
    names["ruritown"].inside = {"france": False}
    assert resolve(names, {"FR": 2})["qaim"] is None
    assert resolve(named("Qaim", "Iraq"), {"IQ": 2})["qaim"] is not None


def test_a_small_place_in_a_country_that_the_text_does_not_speak_of_abstains() -> None:
    assert resolve(named("Sarkh", "Helmand"), {"AF": 3})["sarkh"] is None
    assert resolve(named("Sarkh"), {"TD": 3})["sarkh"] is not None
    assert resolve(named("Geneva"), {"AF": 3})["geneva"] is not None
