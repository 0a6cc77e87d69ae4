from __future__ import annotations

from tests.unit.analysis.claims.conftest import Claims, told

TITLE = "Norland to Hold Talks in May, Says Harbour Tribunal"
BODY = "The talks were planned for a long time. Ships waited for weeks outside of the harbour."


def test_according_to_before_and_behind(claims: Claims) -> None:
    text = "According to officials close to the talks, the port will open."
    assert told(claims(text)) == [
        ("officials close to the talks", "According to", "the port will open", "statement")
    ]
    text = "The port will open in May, according to the Harbour Tribunal."
    assert told(claims(text)) == [
        ("the Harbour Tribunal", "according to", "The port will open in May", "statement")
    ]


def test_a_noun_reports(claims: Claims) -> None:
    found = told(claims("Norland's claim that the ship carried weapons was met with silence."))
    assert found == [("Norland", "claim", "the ship carried weapons", "statement")]


def test_a_headline_names_its_speaker_at_an_end(claims: Claims) -> None:
    repeated = f"{TITLE}\n\nA ship. (Photo)\nA ship. (Photo)\nTT\n\n{TITLE}\n\n{BODY}\n"
    assert ("Harbour Tribunal", "Says", "Norland to Hold Talks in May", "statement") in told(
        claims(repeated)
    )
    title = "Mansur: Norland Must Open Harbour Before Winter"
    repeated = f"{title}\n\nA ship. (Photo)\nA ship. (Photo)\nTT\n\n{title}\n\n{BODY}\n"
    assert ("Mansur", ":", "Norland Must Open Harbour Before Winter", "statement") in told(
        claims(repeated)
    )
