"""The Rome Statute's dated facts: who signed, deposited, left, declared, referred, accepted.

For an investigator: was this State bound on that day, and what says so?
For an engineer: frozen facts from packaged lists, and pure lookups as of any day.
"""

from __future__ import annotations

from amana.law.treaty.checking import Doubt, Finding, findings
from amana.law.treaty.facts import (
    FIRST_DAY,
    FactKind,
    Reach,
    TreatyFact,
    entry_into_force,
    last_day,
    one_year_after,
)
from amana.law.treaty.profiles import Counts, Profile, counts, profile, profiles
from amana.law.treaty.states import State, StateKind, state, states
from amana.law.treaty.status import Membership, Treaty, packaged_treaty, treaty_with

__all__ = [
    "FIRST_DAY",
    "Counts",
    "Doubt",
    "FactKind",
    "Finding",
    "Membership",
    "Profile",
    "Reach",
    "State",
    "StateKind",
    "Treaty",
    "TreatyFact",
    "counts",
    "entry_into_force",
    "findings",
    "last_day",
    "one_year_after",
    "packaged_treaty",
    "profile",
    "profiles",
    "state",
    "states",
    "treaty_with",
]
