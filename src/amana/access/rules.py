"""The one function that stands before every reading and sharing path.

Pure: it is told who, what, which conditions and what day it is, and answers. Deny by default: a
deed that no rule allows is denied.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from amana.access.persons import same_person
from amana.access.restrictions import in_force
from amana.core import AccessDenied, PurposeRequired
from amana.records import Actor, Restriction, RestrictionKind


class Deed(StrEnum):
    """What somebody wants to do with a subject."""

    LIST = "list"  # see that it exists: reference and restriction, nothing of its content
    READ = "read"  # see its metadata, text, facts, original
    SEARCH = "search"  # have it among hits and counts
    SHARE = "share"  # take something of it out of the archive
    ADD = "add"  # take something in
    CAPTURE = "capture"  # ask the network for pages, and say which are watched
    DERIVE = "derive"  # have it read by machines, once or again
    CHECK = "check"  # test the integrity of the archive
    HOLD = "hold"  # forbid its erasure, or lift that
    ORDER_ERASURE = "order-erasure"  # order its erasure, or withdraw the order
    CONFIRM_ERASURE = "confirm-erasure"  # confirm the order, which carries it out
    KEYS = "keys"  # change or copy the keys of its log
    WITNESS = "witness"  # have its log witnessed, and say by whom
    KEEP = "keep"  # bring replicas up to date, audit them, repair from them
    ANCHOR = "anchor"  # have others confirm the state of the log, and say who they are
    MODEL = "model"  # say which trained models machines work with
    DECIDE = "decide"  # mark, correct or add facts of it; enter a matter that cites it
    WITHDRAW = "withdraw"  # take back a decision about its facts, or a matter


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What the deed is about: an item and the conditions of use of its bytes.

    The strictest conditions govern: `restrictions` are those of every item on the same bytes.
    `held` tells whether a hold forbids its erasure, `ordered_by` who ordered it, `second` who
    confirms that, where it is somebody outside of the archive; `decided_by`, whose decision or
    matter it is that is to be taken back.
    """

    ref: str | None = None
    restrictions: tuple[Restriction, ...] = ()
    held: bool = False
    ordered_by: str | None = None
    second: str | None = None
    decided_by: str | None = None


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: whether, why not, whether stating a purpose would help, whether to log it."""

    allowed: bool
    reason: str = ""
    needs_purpose: bool = False
    log: bool = False
    remedy: str = "the conditions of use stand with the item: `amana show`"


_NO_SHARING = {
    RestrictionKind.LEAD_ONLY: "it was given as a lead only",
    RestrictionKind.VIEW_ONLY: "it may be viewed here only",
    RestrictionKind.NO_ONWARD_SHARING: "its provider forbids passing it on",
    RestrictionKind.PROVIDER_CONSENT: "its provider must consent first",
}


_OPEN = frozenset({
    Deed.ADD,
    Deed.CAPTURE,
    Deed.DERIVE,
    Deed.MODEL,
    Deed.CHECK,
    Deed.KEEP,
    Deed.LIST,
    Deed.HOLD,
    Deed.KEYS,
    Deed.WITNESS,
    Deed.ANCHOR,
})  # fmt: skip


def authorize(
    actor: Actor, deed: Deed, subject: Subject, *, purpose: str | None, today: date
) -> Decision:
    """Decide whether `actor` may do `deed` to `subject`.

    Rules, the first that applies decides:
      1. An actor without a name may do nothing.
      2. Adding, capturing and watching pages, having things read, checking, keeping, listing,
         holding and lifting, changing keys, adding models, and having the log stamped and witnessed
         are open to the user of this archive.
      3. Ordering an erasure is open, and confirming one to a second person, unless a hold forbids
         it. In doubt, two spellings of a name are one person.
      4. A decision about facts, or a matter, is taken back by nobody but the one who made it.
      5. Without restrictions, reading, searching, sharing and deciding are open, and not logged. A
         matter is under the restrictions of every item that it cites.
      6. A restriction other than an embargo that has passed asks for a purpose.
      7. With a purpose, reading, searching and deciding are allowed, and logged.
      8. Sharing is denied by `lead-only`, `view-only`, `no-onward-sharing`, `provider-consent`
         and by an embargo until its day; otherwise it is allowed with a purpose, and logged.
    """
    if not actor.name.strip():
        return Decision(allowed=False, reason="nobody is named as the one who acts")
    if deed in _OPEN:
        return Decision(allowed=True)
    if deed in (Deed.ORDER_ERASURE, Deed.CONFIRM_ERASURE):
        return _erasure(actor, deed, subject)
    if deed is Deed.WITHDRAW and subject.decided_by != actor.name:
        return Decision(
            allowed=False,
            reason="the decision is somebody else's",
            remedy="decide otherwise in your own name: both stay visible",
        )
    return _under_restrictions(deed, subject, purpose, today)


def _under_restrictions(deed: Deed, subject: Subject, purpose: str | None, today: date) -> Decision:
    binding = in_force(subject.restrictions, today)
    if not binding:
        return Decision(allowed=True)
    names = ", ".join(sorted({r.kind.value for r in binding}))
    if not (purpose or "").strip():
        return Decision(allowed=False, reason=f"it is restricted ({names})", needs_purpose=True)
    if deed in (Deed.READ, Deed.SEARCH, Deed.DECIDE, Deed.WITHDRAW):
        return Decision(allowed=True, log=True)
    for restriction in binding:
        if restriction.kind in _NO_SHARING:
            return Decision(allowed=False, reason=_NO_SHARING[restriction.kind])
        if restriction.kind is RestrictionKind.EMBARGO:
            day = restriction.until or "a day that is not stated"
            return Decision(allowed=False, reason=f"it is under embargo until {day}")
    return Decision(allowed=True, log=True)


def _erasure(actor: Actor, deed: Deed, subject: Subject) -> Decision:
    if subject.held:
        return Decision(
            allowed=False,
            reason="a hold forbids its erasure",
            remedy="`amana hold` lists the holds; one is lifted with `amana hold --lift`",
        )
    if deed is Deed.ORDER_ERASURE:
        return Decision(allowed=True)
    if subject.ordered_by is None:
        return Decision(
            allowed=False,
            reason="nobody has ordered its erasure",
            remedy="`amana erase list` lists the orders",
        )
    second = actor.name if subject.second is None else subject.second
    if same_person(second, subject.ordered_by):
        reason = f"{second} ordered the erasure, and another person must confirm it"
        remedy = "somebody else confirms it with --as NAME, or a person outside with --outside"
        return Decision(allowed=False, reason=reason, remedy=remedy)
    return Decision(allowed=True)


def require(decision: Decision, what: str) -> None:
    """Raise unless the decision allows `what`.

    Raises:
        PurposeRequired: it would be allowed with a stated purpose.
        AccessDenied: it is not allowed.
    """
    if decision.allowed:
        return
    if decision.needs_purpose:
        raise PurposeRequired(
            f"{what}: {decision.reason}",
            remedy="say what for with --purpose; the look is entered in the custody log",
        )
    raise AccessDenied(f"{what}: {decision.reason}", remedy=decision.remedy)
