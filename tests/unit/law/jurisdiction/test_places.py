from __future__ import annotations

import pytest

from amana.core import UsageError
from amana.law.jurisdiction.places import areas, bound, place_of, state_on

DAY = ("2015-01-01", "2015-01-01")


@pytest.mark.parametrize(
    ("text", "code", "state", "area"),
    [
        ("SYR", "SYR", "SYR", None),
        ("Syria", "SYR", "SYR", None),
        ("SDN:Darfur", "SDN:darfur", "SDN", "darfur"),
        ("Darfur", "SDN:darfur", "SDN", "darfur"),
        ("دارفور", "SDN:darfur", "SDN", "darfur"),
        ("Golan Heights", "SYR:golan", "SYR", "golan"),
        ("SDN:elsewhere", "SDN:elsewhere", "SDN", "elsewhere"),
        ("GRL", "GRL", "DNK", "GRL"),
    ],
)
def test_a_place_is_the_territory_of_a_state(
    text: str, code: str, state: str | None, area: str | None
) -> None:
    place = place_of(text, *DAY)
    assert (place.code, place.states_on(DAY[0]), place.area) == (code, (state,), area)


def test_a_disputed_place_has_several_states_since_a_day() -> None:
    kosovo = place_of("XKX", *DAY)
    assert kosovo.states_on("2015-01-01") == ("SRB", "XKX")
    assert kosovo.states_on("2007-01-01") == ("SRB",)


def test_a_nationality_is_that_of_the_state_that_is_bound() -> None:
    assert [bound(code) for code in ("SCG", "HKG", "XKX", "FRA")] == ["SRB", "CHN", "XKX", "FRA"]


def test_a_state_must_have_existed_on_one_of_the_days() -> None:
    assert state_on("SSD", "2011-01-01", "2011-12-31") == "SSD"
    with pytest.raises(UsageError, match="did not exist"):
        state_on("SSD", "2004-01-01", "2004-01-02")


def test_an_unknown_area_is_an_error_that_lists_the_known() -> None:
    with pytest.raises(UsageError) as caught:
        place_of("UKR:krimea", *DAY)
    assert "UKR:crimea" in (caught.value.remedy or "")


def test_areas_can_be_listed() -> None:
    assert "SDN:darfur" in dict(areas())
