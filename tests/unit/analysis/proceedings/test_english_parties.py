from __future__ import annotations

from tests.unit.analysis.proceedings.conftest import Proceedings


def test_who_concerns_whom_before_which_body(proceedings_in: Proceedings) -> None:
    [warrant] = proceedings_in(
        "The warrants for Ness and Mansur were issued by a panel of the Harbor Tribunal."
    )
    assert [each.span.quote for each in warrant.subjects if each.span] == ["Ness", "Mansur"]
    assert warrant.authority is not None
    assert warrant.authority.span is not None
    assert warrant.authority.span.quote == "a panel of the Harbor Tribunal"


def test_over_what(proceedings_in: Proceedings) -> None:
    [warrant] = proceedings_in("Judges issued a warrant for Ness over the attack on Kesra.")
    assert [each.quote for each in warrant.conduct] == ["the attack on Kesra"]


def test_parties_that_agree_have_no_authority_over_them(proceedings_in: Proceedings) -> None:
    [agreement] = proceedings_in("The two governments signed a peace agreement.")
    assert agreement.authority is None
