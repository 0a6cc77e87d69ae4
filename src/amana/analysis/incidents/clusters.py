"""Which mentions of one article tell of the same incident.

Two mentions are one incident when their types allow it, nothing that they say contradicts, and
something joins them: a definite mention ("the attack") that takes up the incident spoken of most, a
shared date, place, actor or target, or the headline and the lead.
"""

from __future__ import annotations

from typing import Protocol

from amana.analysis.incidents.event import Event, Harm, Run
from amana.analysis.incidents.scheme import kinds


class Keys(Protocol):
    """What a run of the text speaks of."""

    def __call__(self, run: Run) -> frozenset[str]:
        """Return the keys of places and names in a run, and its own words."""
        ...

    def parties(self, run: Run) -> frozenset[str]:
        """Return the keys of a run that names a party; none for "the forces", "gunmen"."""
        ...


_NEAR = 2
_REMEMBERED = 150  # incidents that a later mention is held against
_GOES_WITH = frozenset({"killing", "injury", "destruction of property", "explosion"})


def clustered(events: list[Event], keys: Keys, title_sentences: frozenset[int]) -> list[Event]:
    """Return one event for each incident, in the order of their first mentions."""
    made: list[Event] = []
    for event in events:
        event.told_by.append(event.told)
        best = _best(made, event, keys, title_sentences)
        if best is None:
            made.append(event)
        else:
            _merge(best, event, keys)
    return made


def _best(made: list[Event], event: Event, keys: Keys, titles: frozenset[int]) -> Event | None:
    rated = [
        (rate, len(one.later), position, one)
        for position, one in enumerate(made[-_REMEMBERED:])
        if (rate := _likeness(one, event, keys, titles)) > 0
    ]
    if not rated:
        return None
    return max(rated, key=lambda each: each[:3])[3]


def _likeness(one: Event, event: Event, keys: Keys, titles: frozenset[int]) -> int:
    """Rate how surely two mentions are one incident; 0 if they are not."""
    if not _types_allow(one, event) or _contradict(one, event, keys):
        return 0
    if (event.separate and not event.definite) or event.listed or one.listed:
        return 0
    shared = _shared(one, event, keys)
    near = event.sentence - _last(one) <= _NEAR
    if event.type in _GOES_WITH and one.type != event.type:
        own = event.actor or event.separate or any(each.named for each in event.harms)
        return shared if own else (2 + shared if near or shared else 0)
    return _joined(one, event, shared, near=near, titles=titles)


def _joined(one: Event, event: Event, shared: int, *, near: bool, titles: frozenset[int]) -> int:
    """Rate what joins two mentions that may be one incident, `shared` of what they say."""
    bare = not (event.actor or event.where or event.when or event.targets)
    if event.definite:
        return 2 + shared if shared or bare or near or event.type == one.type else 0
    if one.sentence in titles and event.sentence not in titles:
        return 1 + shared if shared or bare or near else 0
    if one.definite and shared and not event.noun:
        return shared  # "the October attacks", told of only later
    if event.type == one.type == "armed conflict":
        return 1 + shared
    anew = event.noun and not event.plural and any(each.value is not None for each in event.harms)
    loosely = near and not anew and one.sentence != event.sentence
    if one.sentence == event.sentence and not event.noun:
        return 0
    return shared if shared > 1 or (shared and loosely) else 0


def _types_allow(one: Event, event: Event) -> bool:
    if one.type == event.type:
        return True
    known = kinds()
    if event.type in known[one.type].covers or one.type in known[event.type].covers:
        return True
    violent = known["attack"].covers | {"attack", "military offensive", "armed clash"}
    return event.type in _GOES_WITH and one.type in violent


def _contradict(one: Event, event: Event, keys: Keys) -> bool:
    """Tell whether dates, actors or places of two mentions exclude one another."""
    if one.edtf and event.edtf and not _same_time(one.edtf, event.edtf):
        return True
    if (
        one.actor
        and event.actor
        and _other_party(keys.parties(one.actor), keys.parties(event.actor))
    ):
        return True
    here = frozenset[str]().union(*map(keys, one.where))
    there = frozenset[str]().union(*map(keys, event.where))
    if here and there and not here & there and (one.edtf != event.edtf or one.edtf is None):
        return True
    return any(
        each.named and other.named and not each.named & other.named
        for each in one.harms
        for other in event.harms
    )


def _other_party(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not one & other


def _same_time(one: str, other: str) -> bool:
    """Tell whether two dates may be the same time; open and unsure ones may."""
    if any(mark in one + other for mark in "/.?~%X"):
        return True
    return one.startswith(other) or other.startswith(one)


def _shared(one: Event, event: Event, keys: Keys) -> int:
    """Count what two mentions have in common."""
    count = 0
    if one.edtf and event.edtf and _same_time(one.edtf, event.edtf):
        count += 2 if one.edtf == event.edtf else 1
    if one.actor and event.actor and keys.parties(one.actor) & keys.parties(event.actor):
        count += 1
    for here, there in ((one.where, event.where), (one.targets, event.targets)):
        if frozenset[str]().union(*map(keys, here)) & frozenset[str]().union(*map(keys, there)):
            count += 1
    count += sum(any(each.same(other) for other in one.harms) for each in event.harms)
    count += sum(bool(each.named & other.named) for each in one.harms for other in event.harms)
    return count


def _last(event: Event) -> int:
    return max([event.sentence, *event.seen])


def _merge(one: Event, event: Event, keys: Keys) -> None:
    """Let the first mention take what a later one adds."""
    one.later += [event.trigger, *event.later]
    one.seen.append(event.sentence)
    one.told_by.append(event.told)
    one.actor = one.actor or event.actor
    if one.when is None or (event.edtf and one.edtf and len(event.edtf) > len(one.edtf)):
        one.when, one.edtf = event.when or one.when, event.edtf or one.edtf
    known = kinds()
    narrower = event.type in known[one.type].covers and one.type not in known[event.type].covers
    if narrower and event.type not in _GOES_WITH:
        one.type = event.type
    for mine, its in (
        (one.targets, event.targets),
        (one.where, event.where),
        (one.weapons, event.weapons),
    ):
        have = frozenset[str]().union(*map(keys, mine))
        mine += [run for run in its if not keys(run) & have]
    add_harms(one, event.harms)


def add_harms(event: Event, harms: list[Harm]) -> None:
    """Add figures that an event does not have yet."""
    event.harms += [each for each in harms if not any(each.same(one) for one in event.harms)]
