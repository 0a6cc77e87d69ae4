"""Commands about States and the Statute: `law states`, `law check`. They need no archive."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

from amana.archive import treaty_of
from amana.core import UsageError
from amana.interface.cli.common import DEFAULT, Common, Many, say, table, write_json
from amana.interface.cli.law_asking import FactsFile, day_meant
from amana.interface.cli.plain import count
from amana.law import (
    Counts,
    Doubt,
    Finding,
    Profile,
    TreatyFact,
    counts,
    findings,
    profile,
    profiles,
    sourced,
    state,
    unsure,
)

_CONTRADICTED = 1
"""The exit status where facts contradict a rule or each other."""


def list_states(
    *names: str,
    on: str | None = None,
    totals: bool = False,
    facts: FactsFile = None,
    common: Common = DEFAULT,
) -> None:
    """List States: who signed, deposited, is bound on a day; with names, every fact of each.

    Parameters
    ----------
    names
        Codes of ISO 3166-1 or names, English or Arabic.
    on
        The day that is asked about, like 2014-06-13; else today. What was done later is left out.
    totals
        Only count: signatures, instruments deposited, States for which the Statute is in force.
    """
    day, treaty = day_meant(on), treaty_of(common.folder, facts)
    if totals and names:
        raise UsageError("--totals counts all States", remedy="leave out the names")
    total = counts(treaty, day)
    if totals:
        if common.json:
            write_json(total)
        else:
            _tell_counts(total)
        return
    found = [profile(treaty, state(name), day) for name in names] or profiles(treaty, day)
    if common.json:
        for each in found:
            write_json(each)
    elif names:
        for each in found:
            _tell_one(each)
    else:
        _tell_all(found, total)


def _tell_all(found: Sequence[Profile], total: Counts) -> None:
    table(
        ("code", "State", "signed", "deposited", "in force", "left", "bound", "besides"),
        [
            (
                each.iso3,
                each.name,
                each.signed or "",
                each.deposited or "",
                each.entry_into_force or "",
                each.withdrawal_effective or "",
                "yes" if each.in_force else "no",
                _besides(each),
            )
            for each in found
        ],
    )
    say()
    _tell_counts(total)


def _tell_counts(total: Counts) -> None:
    say(f"On {total.on}:")
    say(f"  {count(total.signed, 'signature')}")
    say(f"  {count(total.deposited, 'instrument')} deposited and not withdrawn (published count)")
    say(f"  {count(total.in_force, 'State')} for which the Statute is in force")
    if total.known_until is not None:
        say(f"What States did about the Statute is known until {total.known_until}; later acts may")
        say("have changed this.")


def _besides(each: Profile) -> str:
    told = [
        _leaving(each),
        count(len(each.declarations), "declaration") if each.declarations else "",
        each.contested,
    ]
    return "; ".join(filter(None, told))


def _leaving(each: Profile) -> str:
    if each.withdrawal_notified:
        return f"withdrawal notified {each.withdrawal_notified}"
    if each.withdrawal_rescinded:
        return f"withdrawal rescinded {each.withdrawal_rescinded}"
    if each.withdrawal_announced:
        return f"withdrawal announced {each.withdrawal_announced}, not notified"
    return ""


def _tell_one(each: Profile) -> None:
    rows = [
        ("Arabic", each.name_ar),
        ("counted as", each.kind.value + (f" of {each.part_of}" if each.part_of else "")),
        ("existed from", each.existed_since or ""),
        ("no more from", each.existed_until or ""),
        *_bonds(each),
        ("besides", _besides(each)),
        ("note", each.note),
    ]
    table((each.iso3, each.name), [row for row in rows if row[1]])
    table(
        ("date", "fact", "from", "until", "verified", "looked at", "what", "source"),
        [
            (
                fact.date,
                fact.kind.value,
                fact.since or "",
                fact.until or "",
                "yes" if fact.verified else "no",
                fact.retrieved,
                _what(fact),
                fact.source,
            )
            for fact in each.facts or ()
        ],
    )
    say()


def _bonds(each: Profile) -> list[tuple[str, str]]:
    if each.in_force is None:
        return [("bound", f"through {each.part_of or 'no State'}; what is said of it stands below")]
    return [
        ("signed", each.signed or "no"),
        ("deposited", f"{each.deposited} ({each.instrument})" if each.deposited else "no"),
        ("in force from", each.entry_into_force or "never"),
        ("no longer from", each.withdrawal_effective or ""),
        ("bound", f"{'yes' if each.in_force else 'no'}, on {each.on}"),
    ]


def _what(fact: TreatyFact) -> str:
    said = (
        fact.document,
        fact.instrument,
        fact.amendment or "",
        f"by {', '.join(fact.by)}" if fact.by else "",
        f"area {fact.area}" if fact.area else "",
        f"vote {fact.vote}" if fact.vote else "",
        fact.text,
    )
    return "; ".join(filter(None, said))


def check_facts(
    *,
    older_than: Many = 12,
    on: str | None = None,
    facts: FactsFile = None,
    common: Common = DEFAULT,
) -> None:
    """Tell which facts of law need a look: contradictory, unverified, or old.

    These are the treaty facts, and what else names a source: amendments, modes of liability,
    standards and scales, models of proceedings. The exit status is 1 where a treaty fact
    contradicts a provision or another fact.

    Parameters
    ----------
    older_than
        A fact is old whose source was looked at more than so many months before the day.
    on
        The day from which age counts, like 2026-06-13; else today.
    """
    day, treaty = day_meant(on), treaty_of(common.folder, facts)
    found = (
        *findings(treaty.facts, on=day, months=older_than),
        *unsure(on=day, months=older_than),
    )
    if common.json:
        for each in found:
            write_json(each)
    else:
        _tell_findings(found, len(treaty.facts) + len(tuple(sourced())), day)
    if any(each.doubt is Doubt.INCONSISTENT for each in found):
        sys.exit(_CONTRADICTED)


def _tell_findings(found: Sequence[Finding], facts: int, day: str) -> None:
    plain = [each for each in found if each.doubt is not Doubt.OLD]
    table(
        ("doubt", "area", "what", "why", "source"),
        [(each.doubt.value, each.area, each.id, each.why, each.source) for each in plain],
    )
    old = Counter((each.why, each.source) for each in found if each.doubt is Doubt.OLD)
    table(
        ("old", "why", "source"),
        [(count(number, "fact"), why, source) for (why, source), number in sorted(old.items())],
    )
    each_doubt = Counter(each.doubt for each in found)
    told = ", ".join(f"{each_doubt[doubt]} {doubt.value}" for doubt in Doubt)
    say(f"Of {count(facts, 'fact')} on {day}: {told}.")
