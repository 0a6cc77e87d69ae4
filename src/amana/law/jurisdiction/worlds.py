"""One way in which everything that a question leaves open could have been.

The rules (`rules`) know no uncertainty: they judge one world, in which the day, the places and the
nationalities are all settled. What is unknown is a choice between worlds (`choices`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Reading(StrEnum):
    """A reading of a disputed point other than the one that the rules apply."""

    NON_PARTY_NATIONALS = "non-party-nationals"
    AMENDMENT_NON_PARTIES = "amendment-non-parties"
    DECLARATION_AMENDMENT = "declaration-amendment"
    AGGRESSION_WITHOUT_ACCEPTANCE = "aggression-without-acceptance"
    DECLARATION_AGGRESSION = "declaration-aggression"
    NOTHING_PENDING = "nothing-pending"
    CARVE_OUT_WITHOUT_EFFECT = "carve-out-without-effect"
    OTHER_TERRITORY = "other-territory"
    NO_POWER_TO_DELEGATE = "no-power-to-delegate"
    DECLARATION_LASTS = "declaration-lasts"
    NOT_A_STATE = "not-a-state"
    DECLARATION_HEEDED = "declaration-not-acted-on"
    EARLY_REFERRAL = "early-referral"
    TRANSITION_SHIELDS = "transition-shields"


class World(NamedTuple):
    """Everything settled.

    `places` are pairs of the State whose territory it is (null: none's) and the area in it.
    `accepting` are the States that are taken to have accepted an amendment where the lists of
    acceptances do not reach.
    """

    day: str
    places: tuple[tuple[str | None, str | None], ...] = ()
    nationalities: tuple[str, ...] = ()
    registered: tuple[str, ...] = ()
    aggressor: str | None = None
    mandated: bool = False
    accepting: frozenset[str] = frozenset()
