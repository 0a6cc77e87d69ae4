"""Where conduct took place: States, parts of States, and territories whose State is disputed.

The treaty's facts are about States. A territory stands for the State that administers it, a part of
a State (`SDN:darfur`) for that State, and a place whose State is disputed for each that could be
meant: the rules are then asked for every one of them, and only what differs is called open.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

import msgspec

from amana.core import UsageError
from amana.law.jurisdiction.disputes import Dispute, ListedPlace, Sovereign, listed_places
from amana.law.label import Label
from amana.law.nearest import nearest
from amana.law.treaty.states import State, state

ELSEWHERE = "elsewhere"
"""The area that says: in this State, but in none of its areas that are listed."""


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place as the rules see it.

    `sovereigns` are the States whose territory it may be; with several of them, from the later
    one's `since` on, whose it is in law is open.
    """

    code: str
    label: Label
    sovereigns: tuple[Sovereign, ...]
    area: str | None = None
    dispute: Dispute | None = None

    def states_on(self, day: str) -> tuple[str | None, ...]:
        """Return whose territory it may have been on that day in law; null: that of no State."""
        if len(self.sovereigns) == 1:
            return (self.sovereigns[0].state,)
        states = [each.state for each in self.sovereigns if each.since <= day]
        return tuple(dict.fromkeys(states))


def areas() -> tuple[tuple[str, Label], ...]:
    """Return the areas that can be named beside States: their codes and what they are called."""
    return tuple((each.code, each.label) for each in _listed().values() if ":" in each.code)


def place_of(text: str, first: str, last: str) -> Place:
    """Return the place that a code or name means, for conduct on a day from `first` to `last`.

    Raises:
        UsageError: nothing is called so, or the State did not exist on any of those days.
    """
    place = _place(text)
    state_on(place.code.partition(":")[0], first, last)
    return place


@lru_cache(maxsize=1 << 12)
def _place(text: str) -> Place:
    alias = _aliases().get(text.strip().casefold())
    head, colon, area = (alias or text).partition(":")
    code = _known(head).code
    if not colon:
        return _whole(code)
    area = area.strip().lower()
    listed = _listed().get(f"{code}:{area}")
    if area == ELSEWHERE:
        whole = _whole(code)
        return msgspec.structs.replace(whole, code=f"{code}:{ELSEWHERE}", area=ELSEWHERE)
    if listed is None:
        raise _unknown_area(code, area)
    return Place(
        code=listed.code,
        label=listed.label,
        sovereigns=listed.sovereigns or _whole(code).sovereigns,
        area=area,
        dispute=listed.dispute or _whole(code).dispute,
    )


def state_on(text: str, first: str, last: str) -> str:
    """Return the code of a State or territory that existed on a day from `first` to `last`.

    Raises:
        UsageError: nothing is called so, or it did not exist on any of those days.
    """
    found = _known(text)
    if not (found.existed(last) or found.existed(first)):
        state(text, on=last)
    return found.code


@lru_cache(maxsize=1 << 12)
def _known(text: str) -> State:
    return state(text)


@cache
def bound(code: str) -> str:
    """Return the State that a code of nationality or registration stands for in the treaty."""
    sovereigns = _whole(code).sovereigns
    own = next((each.state for each in sovereigns if each.state == code), None)
    return own or sovereigns[0].state or code


@cache
def _whole(code: str) -> Place:
    """Return the place that a bare code means."""
    known = state(code)
    label = Label(en=known.name, ar=known.name_ar)
    listed = _listed().get(code)
    if listed is not None and listed.sovereigns:
        return Place(code=code, label=label, sovereigns=listed.sovereigns, dispute=listed.dispute)
    if known.of is not None:
        return Place(
            code=code,
            label=label,
            sovereigns=(Sovereign(state=known.of),),
            area=code,
            dispute=None if listed is None else listed.dispute,
        )
    return Place(
        code=code,
        label=label,
        sovereigns=(Sovereign(state=code),),
        dispute=None if listed is None else listed.dispute,
    )


@cache
def _listed() -> Mapping[str, ListedPlace]:
    return {each.code: each for each in listed_places().places}


@cache
def _aliases() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for each in _listed().values():
        if ":" in each.code:
            for name in (each.code, each.label.en, each.label.ar, *each.aliases):
                found.setdefault(name.casefold(), each.code)
    return found


def _unknown_area(code: str, area: str) -> UsageError:
    here = [each.split(":")[1] for each in _listed() if each.startswith(f"{code}:")]
    close = nearest(area, [*here, ELSEWHERE])
    meant = f"did you mean {code}:{close}? " if close else ""
    listed = ", ".join(f"{code}:{each}" for each in here) or "none"
    return UsageError(
        f"no area of {code} is called “{area}”",
        remedy=f"{meant}Areas of it that can be told apart: {listed}; "
        f"{code}:{ELSEWHERE} is the rest, {code} alone leaves the area open",
    )
