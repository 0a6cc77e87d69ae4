from __future__ import annotations

from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Frame, Tools
from amana.analysis.places import STEP
from amana.records import Mention, PlaceReference


def mention(frame: Frame, name: str, type_: str = "GPE", nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = frame.text.index(name, start + 1)
    return Mention(
        span=frame.span(start, start + len(name)), type=type_, entity=name.lower(), canonical=name
    )


def observe(frame: Frame, *mentions: Mention) -> list[PlaceReference]:
    found = STEP.observe(frame, {"names": mentions}, Tools())
    return [each for each in found if isinstance(each, PlaceReference)]


def test_each_name_of_a_place_has_a_reference(frame_of: MakeFrame) -> None:
    frame = frame_of(
        "Shells fell near the Albu Kamal district on the Syrian side of the border with Iraq."
    )
    town, country = observe(frame, mention(frame, "Albu Kamal"), mention(frame, "Iraq"))
    assert town.span.quote == "Albu Kamal"
    assert (town.gazetteer, town.precision, town.country) == ("geonames:174448", "place", "SY")
    assert (country.precision, country.country, country.entity) == ("country", "IQ", "iraq")


def test_a_strip_a_city_and_a_crossing_are_three(frame_of: MakeFrame) -> None:
    frame = frame_of("People fled Gaza City. Aid for Gaza waits at the Rafah crossing.")
    city, strip, crossing = observe(
        frame, mention(frame, "Gaza City"), mention(frame, "Gaza", nth=1), mention(frame, "Rafah")
    )
    assert (city.gazetteer, city.precision) == ("geonames:281133", "place")
    assert (strip.gazetteer, strip.precision) == ("amana:gaza-strip", "region")
    assert (crossing.gazetteer, crossing.precision) == ("amana:rafah-crossing", "site")
    assert (strip.country, crossing.country) == ("PS", None)


def test_arabic_names_are_resolved(frame_of: MakeFrame) -> None:
    frame = frame_of("قصفت الطائرات بلدة سرمين في ريف إدلب شمال غربي سوريا صباح اليوم")
    town, division, country = observe(
        frame, mention(frame, "سرمين"), mention(frame, "إدلب"), mention(frame, "سوريا")
    )
    assert (town.gazetteer, town.country) == ("geonames:164782", "SY")
    assert division.precision == "governorate"
    assert country.gazetteer == "geonames:163843"


def test_what_is_not_known_has_no_point(frame_of: MakeFrame) -> None:
    frame = frame_of("They met in Qwxzkham.")
    (unknown,) = observe(frame, mention(frame, "Qwxzkham"))
    assert (unknown.lat, unknown.lon, unknown.gazetteer, unknown.country) == (None,) * 4
    assert unknown.precision == "unknown"


def test_groups_bodies_and_persons_are_no_places(frame_of: MakeFrame) -> None:
    frame = frame_of("Syrian officers met Omar Tripoli in Homs; Tripoli said nothing.")
    found = observe(
        frame,
        mention(frame, "Syrian", "NORP"),
        mention(frame, "Omar Tripoli", "PERSON"),
        mention(frame, "Homs"),
        mention(frame, "Tripoli", "GPE", nth=1),
    )
    assert [(each.span.quote, each.lat is None) for each in found] == [
        ("Homs", False),
        ("Tripoli", True),
    ]


def test_a_name_that_is_mentioned_twice_at_one_spot_has_one_reference(frame_of: MakeFrame) -> None:
    frame = frame_of("They met in Homs.")
    assert len(observe(frame, mention(frame, "Homs"), mention(frame, "Homs", "LOC"))) == 1


def test_without_names_nothing_is_observed(frame_of: MakeFrame) -> None:
    assert STEP.observe(frame_of("They met in Homs."), {}, Tools()) == []


def test_one_mention_may_hold_a_place_and_what_holds_it(frame_of: MakeFrame) -> None:
    frame = frame_of("The trial in Paris, Texas went on.")
    (town,) = observe(frame, mention(frame, "Paris, Texas"))
    assert (town.country, town.precision) == ("US", "place")


def test_of_several_countries_none_holds_a_place(frame_of: MakeFrame) -> None:
    frame = frame_of("Raids near al-Qaim, in Syria and Iraq, went on.")
    town, _, _ = observe(
        frame, mention(frame, "al-Qaim"), mention(frame, "Syria"), mention(frame, "Iraq")
    )
    assert town.gazetteer == "geonames:92138"


def test_a_place_elsewhere_is_not_taken(frame_of: MakeFrame) -> None:
    frame = frame_of("قتل شخص في بلدة صوفيا في مركز الحسكة شرقي سوريا")
    village, _, _ = observe(
        frame, mention(frame, "صوفيا"), mention(frame, "الحسكة"), mention(frame, "سوريا")
    )
    assert village.lat is None


def test_a_town_and_what_is_called_after_it_are_two(frame_of: MakeFrame) -> None:
    frame = frame_of("Aid passed the Rafah crossing. Thousands fled Rafah. Rafah camp was hit.")
    found = observe(frame, *(mention(frame, "Rafah", nth=n) for n in range(3)))
    assert [each.gazetteer for each in found] == [
        "amana:rafah-crossing",
        "geonames:281102",
        "amana:rafah-camp",
    ]
