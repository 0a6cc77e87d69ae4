"""Who may see and share what: deny by default, restrictions of the provider always asked.

For an investigator: restricted material asks for a purpose, and each look at it is logged.
For an engineer: pure rules; `authorize` answers, `require` raises.
"""

from __future__ import annotations

from amana.access.persons import same_person
from amana.access.restrictions import (
    checked,
    free_from,
    in_force,
    parse_restriction,
    spell_restriction,
)
from amana.access.rules import Decision, Deed, Subject, authorize, require

__all__ = [
    "Decision",
    "Deed",
    "Subject",
    "authorize",
    "checked",
    "free_from",
    "in_force",
    "parse_restriction",
    "require",
    "same_person",
    "spell_restriction",
]
