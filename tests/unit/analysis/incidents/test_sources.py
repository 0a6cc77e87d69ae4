"""Who asserts an incident, and how: from claims whose content holds its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.unit.analysis.incidents.conftest import Incidents

from amana.analysis import Frame
from amana.records import Claim, Observed, Span

Earlier = Callable[[Frame], dict[str, Sequence[Observed]]]


def claims(*told: tuple[str, str, str, str, Mapping[str, Any]]) -> Earlier:
    """Make claims of (speaker, cue, content, speech act, further fields)."""

    def make(frame: Frame) -> dict[str, Sequence[Observed]]:
        def span(words: str) -> Span:
            start = frame.text.index(words)
            return frame.span(start, start + len(words))

        return {
            "claims": [
                Claim(span=span(content), speaker=span(speaker), speaker_entity=speaker.lower(),
                      cue=span(cue), content=span(content), form="indirect", speech_act=act, **more)
                for speaker, cue, content, act, more in told
            ]
        }  # fmt: skip

    return make


def test_what_somebody_says_is_claimed(incidents_in: Incidents) -> None:
    text = "Estmark said Norlander jets bombed the port of Kesra."
    earlier = claims(
        ("Estmark", "said", "Norlander jets bombed the port of Kesra", "statement", {})
    )
    [incident] = incidents_in(text, earlier)
    assert (incident.assertion, incident.source) == ("claimed", "estmark")


def test_the_narrator_counts_before_a_claim(incidents_in: Incidents) -> None:
    text = "Jets bombed the port of Kesra on Monday. Estmark said the bombing killed six people."
    earlier = claims(("Estmark", "said", "the bombing killed six people", "statement", {}))
    [incident] = incidents_in(text, earlier)
    assert (incident.assertion, incident.source) == ("asserted", "narrator")
    assert incident.note == "also told by estmark"


def test_a_finding_stays_one(incidents_in: Incidents) -> None:
    text = "The panel said it found reasonable grounds to believe soldiers shelled the camp."
    told = ("The panel", "found", "soldiers shelled the camp", "finding",
            {"hedge": "reasonable grounds to believe"})  # fmt: skip
    [incident] = incidents_in(text, claims(told))
    assert incident.assertion == "finding: reasonable grounds"


def test_what_the_other_side_does_not_confirm_is_disputed(incidents_in: Incidents) -> None:
    text = "Estmark says it killed Omar Ness in a raid, but Norland never confirmed his death."
    earlier = claims(
        ("Estmark", "says", "it killed Omar Ness in a raid", "statement", {}),
        ("Norland", "confirmed", "his death", "non-confirmation", {"negated": True}),
    )
    [incident] = incidents_in(text, earlier)
    assert (incident.assertion, incident.source) == ("claimed, disputed", "estmark")
    assert incident.note == "disputed by norland"


def test_what_is_denied_is_no_assertion_of_the_denier(incidents_in: Incidents) -> None:
    text = "Estmark denied that it had shelled the village."
    earlier = claims(("Estmark", "denied", "it had shelled the village", "denial", {}))
    [incident] = incidents_in(text, earlier)
    assert (incident.assertion, incident.source) == ("claimed, disputed", "not stated")


def test_who_relays_is_noted(incidents_in: Incidents) -> None:
    text = "The paper quoted Ness as noting that soldiers shelled the village."
    told = ("Ness", "noting", "soldiers shelled the village", "statement", {"via": ("the-paper",)})
    [incident] = incidents_in(text, claims(told))
    assert incident.note == "via the-paper"


def test_a_figure_that_somebody_gives_has_them_as_source(incidents_in: Incidents) -> None:
    text = "The army carried out a strike that local medics say killed 14 people."
    earlier = claims(("local medics", "say", "killed 14 people", "statement", {}))
    [incident] = incidents_in(text, earlier)
    assert (incident.source, incident.assertion) == ("narrator", "asserted")
    assert [each.source for each in incident.casualties] == ["local medics"]
