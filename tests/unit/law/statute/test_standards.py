from __future__ import annotations

import itertools

import pytest

from amana.core import UsageError
from amana.law import better, require_origins, satisfies, scale, scales, standard, standards


def test_the_ladder_has_one_standard_beside_it() -> None:
    ranked = [each.code for each in standards() if each.rank is not None]
    assert ranked == [
        "information",
        "reasonable_basis",
        "reasonable_grounds_to_believe",
        "substantial_grounds_to_believe",
        "beyond_reasonable_doubt",
    ]
    assert [each.code for each in standards() if each.rank is None] == ["balance_of_probabilities"]
    assert sorted(each.rank for each in standards() if each.rank is not None) == list(range(5))


def test_a_higher_standard_satisfies_a_lower_one_and_not_the_other_way_round() -> None:
    assert satisfies("beyond_reasonable_doubt", "reasonable_basis") is True
    assert satisfies("reasonable_basis", "substantial_grounds_to_believe") is False
    assert satisfies("information", "information") is True


def test_what_stands_beside_the_ladder_is_compared_with_nothing_on_it() -> None:
    for each in standards():
        held = satisfies("balance_of_probabilities", each.code)
        assert held is (True if each.rank is None else None)


def test_unknown_is_not_worst() -> None:
    assert better("source-reliability", "A", "B") is True
    assert better("source-reliability", "E", "A") is False
    assert better("source-reliability", "E", "F") is None
    assert better("source-reliability", "F", "A") is None
    assert better("information-credibility", "6", "5") is None


def test_confirmed_needs_two_independent_origins() -> None:
    with pytest.raises(UsageError, match="needs 2 independent origins, and there is 1") as caught:
        require_origins("information-credibility", "1", 1)
    assert "reprints of one story are one origin" in str(caught.value.remedy)
    require_origins("information-credibility", "1", 2)
    require_origins("information-credibility", "2", 0)


def test_words_of_likelihood_keep_their_order_and_the_gaps_that_are_meant() -> None:
    for code in ("phia", "icd-203"):
        bounds = [(each.low, each.high) for each in scale(code).values]
        assert bounds == sorted(bounds, key=lambda pair: -(pair[0] or 0))
        assert all(low is not None and high is not None and low < high for low, high in bounds)
    phia = sorted((each.low or 0, each.high or 0) for each in scale("phia").values)
    assert all(lower[1] < upper[0] for lower, upper in itertools.pairwise(phia))
    directive = sorted((each.low or 0, each.high or 0) for each in scale("icd-203").values)
    assert all(lower[1] == upper[0] for lower, upper in itertools.pairwise(directive))


def test_every_code_has_both_languages_a_source_and_a_date() -> None:
    for each in standards():
        assert each.label.en
        assert each.label.ar
        assert each.asked.ar
        assert each.source
        assert each.retrieved
        assert all(len(one.state) == 3 for one in each.national)
    for each_scale in scales():
        assert each_scale.label.ar
        codes = [value.code for value in each_scale.values]
        assert len(set(codes)) == len(codes)
        assert all(value.label.en and value.label.ar for value in each_scale.values)


def test_an_unknown_code_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean “reasonable_grounds_to_believe”"):
        standard("reasonable-grounds-to-beleive")
    with pytest.raises(UsageError, match="there is no scale"):
        scale("guesses")
    with pytest.raises(UsageError, match="no grade of source-reliability “G”"):
        better("source-reliability", "G", "A")
