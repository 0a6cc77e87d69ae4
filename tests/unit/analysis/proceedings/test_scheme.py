from __future__ import annotations

import pytest

from amana.analysis.proceedings.scheme import acts, groups, nominal

STATUSES = {
    "requested", "issued", "withdrawn", "submitted", "raised", "decided", "made", "blocked", "done",
    "active", "no jurisdiction", "not members",
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_act_has_a_status_of_the_guide_and_an_object(language: str) -> None:
    for each in acts(language).values():
        for act in each:
            assert act.status in STATUSES
            assert act.objects


def test_nouns_state_acts_alone() -> None:
    assert [act.step for act in nominal("en")["request"]] == ["warrant request", "warrant request"]


def test_groups_exist_in_both_languages() -> None:
    for language in ("en", "ar"):
        assert groups(language).bodies
        assert groups(language).standards
