from __future__ import annotations

from tests.unit.analysis.claims.conftest import Claims, words


def test_a_quotation_over_several_sentences_is_one_content(claims: Claims) -> None:
    text = (
        "Commissioner Dalia Mansur affirmed that the port is closed.\n\n"
        "“The position is clear. Norland condemned the attack. Nobody may enter,” she stressed."
    )
    found = claims(text)
    (direct,) = [each for each in found if each.form == "direct"]
    assert words(direct.content) == (
        "“The position is clear. Norland condemned the attack. Nobody may enter,”"
    )
    assert (words(direct.speaker), direct.cue.quote) == ("she", "stressed")
    assert "mansur" in (direct.speaker_entity or "")
    (inner,) = [each for each in found if each.cue.quote == "condemned"]
    assert inner.nested_in == direct.id


def test_speech_goes_on_after_its_attribution(claims: Claims) -> None:
    found = claims("“We saw two ships burn,” Mansur said. “They sank before the evening came.”")
    assert [words(each.content) for each in found] == [
        "“We saw two ships burn,”",
        "“They sank before the evening came.”",
    ]
    assert {words(each.speaker) for each in found} == {"Mansur"}
    assert found[1].note == "continued without an attribution of its own"


def test_speech_goes_on_in_the_next_paragraph(claims: Claims) -> None:
    found = claims(
        "“We saw two ships burn in the harbour,” Mansur said.\n\n"
        "“They sank before the evening came, and nobody helped.”"
    )
    assert len(found) == 2
    assert {words(each.speaker) for each in found} == {"Mansur"}


def test_quoted_words_inside_of_what_is_reported_make_it_mixed(claims: Claims) -> None:
    (found,) = claims("The panel said that the crew was “deliberately starved” for weeks.")
    assert found.form == "mixed"


def test_a_quoted_heading_is_nobody_s_speech(claims: Claims) -> None:
    found = claims(
        "“We saw two ships burn in the harbour,” Mansur said.\n\n"
        "“No way home for any of us”\n\nThe port was closed."
    )
    assert len(found) == 1
