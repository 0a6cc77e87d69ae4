from __future__ import annotations

from tests.unit.analysis.conftest import MakeFrame

from amana.analysis.incidents.known import Known
from amana.records import Mention, Observed, PlaceReference, Role, TimeExpression

TEXT = "The Kesra Tribunal met in Norland on Monday."


def test_names_places_and_times_are_found_where_they_stand(frame_of: MakeFrame) -> None:
    frame = frame_of(TEXT)

    def at(words: str) -> tuple[int, int]:
        start = frame.text.index(words)
        return start, start + len(words)

    facts: dict[str, list[Observed]] = {
        "names": [
            Mention(
                span=frame.span(*at("Kesra Tribunal")), type="ORG", entity="kesra", canonical="K"
            ),
            Mention(span=frame.span(*at("Norland")), type="GPE", entity="norland", canonical="N"),
        ],
        "places": [
            PlaceReference(
                span=frame.span(*at("Norland")),
                entity="norland",
                lat=None,
                lon=None,
                precision="country",
                gazetteer=None,
            ),
        ],
        "time": [
            TimeExpression(
                span=frame.span(*at("Monday")),
                type="date",
                edtf=None,
                edtf_text_only=None,
                basis="none",
            ),
        ],
    }
    known = Known(facts)
    assert known.is_other_name(at("Kesra"))
    assert known.is_party(at("Tribunal"))
    assert known.is_country(at("Norland"))
    assert known.is_place(at("Norland"))
    assert not known.is_place(at("Kesra"))
    assert [each.span.quote for each in known.times_in((0, len(TEXT)))] == ["Monday"]
    assert [each.entity for each in known.mentions_in((0, len(TEXT)))] == ["kesra", "norland"]


def test_nothing_is_known_where_no_step_has_worked() -> None:
    known = Known({})
    assert known.mention((0, 9)) is None
    assert known.times_in((0, 9)) == []


def test_roles_and_the_names_before_a_place(frame_of: MakeFrame) -> None:
    frame = frame_of("Minister Omar Ness met nobody. He left.")
    start = frame.text.index("Omar Ness")
    name = Mention(
        span=frame.span(start, start + 9), type="PERSON", entity="omar-ness", canonical="Omar Ness"
    )
    role = Role(span=frame.span(0, 8), entity="omar-ness", role="Minister")
    known = Known({"names": [name, role]})
    assert known.roles_of("omar-ness") == {"minister"}
    assert known.roles_of("somebody") == frozenset()
    assert known.names_before(frame.text.index("He")) == [name]
    assert known.names_before(0) == []
