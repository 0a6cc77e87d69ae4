"""Entries of the custody log as readable sentences (English; the screens have their own).

A field that is null was not stated; a field that is missing is not shown to this person. Neither is
guessed, and neither keeps the sentence from being told.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping

from amana.core import JSON
from amana.interface.phrases import because, member, several
from amana.interface.watch_sentences import watch_ended, watch_looked, watch_set
from amana.records import Entry, EntryType, State

_RESULT = "result "
_OBSERVATIONS = "observations "
_RERENDERING = "rerendering "
_SCOPES = {
    "sample": "a random sample",
    "oldest": "what was unread for longest",
    "rolling": "what was due",
}


def sentence(entry: Entry) -> str:
    """Return one sentence that says what an entry states: when, who, what."""
    at = member(entry.get("at"), "time") or "at an unknown time"
    actor = entry.get("actor")
    name = member(actor, "name") or "somebody (withheld)"
    unverified = "" if member(actor, "verified") else " (unverified)"
    return f"{at}  {name}{unverified} {_deed(entry)}."


def _deed(entry: Entry) -> str:
    told = _DEEDS.get(str(entry.get("type")))
    if told is None:
        return f"did something that this version does not know: {entry.get('type')}"
    return told(entry)


def _created(entry: Entry) -> str:
    return f"made the archive “{entry.get('name')}”"


def _authority_added(entry: Entry) -> str:
    return f"named the time-stamp authority {entry.get('name')}, at {entry.get('url')}"


def _authority_stopped(entry: Entry) -> str:
    return f"stopped asking the time-stamp authority {entry.get('name')}"


def _model_added(entry: Entry) -> str:
    said = f"added the model {entry.get('name')}"
    size, sha256 = (member(entry.get("digests"), name) for name in ("size", "sha256"))
    return f"{said}, {size} bytes, SHA-256 {sha256}, licence {entry.get('licence')}"


def _acquired(entry: Entry) -> str:
    said = f"took in {entry.get('item')}"
    if name := name_of(entry.get("name")):
        said += f", “{name}”"
    digests = entry.get("digests")
    if isinstance(digests, Mapping):
        said += f", {digests.get('size')} bytes, SHA-256 {digests.get('sha256')}"
    if source := entry.get("source"):
        said += f", from {source}"
    return said


def _derived(entry: Entry) -> str:
    analyses = _by_item(entry, _OBSERVATIONS)
    if analyses:
        return _analysed(analyses)
    if shown := _by_item(entry, _RERENDERING):
        return f"had a page of {several(sorted(shown))} made visible again"
    results = _by_item(entry, _RESULT)
    if not results:
        return "had restricted items read or analysed"
    found = [ref for ref, value in results.items() if member(value, "inside")]
    if len(found) == len(results):
        parents = sorted({ref.rpartition(".")[0] for ref in found})
        things = "1 thing" if len(found) == 1 else f"{len(found)} things"
        return f"found {things} inside {several(parents)}"
    password = ", with a password that was given" if _with_password(entry) else ""
    if len(results) == 1:
        ((ref, value),) = results.items()
        state = member(value, "state")
        said = f"had {ref} read" + ("" if state == State.READ.value else f": {state}")
        return said + password
    states: dict[str, int] = {}
    for value in results.values():
        state = str(member(value, "state"))
        states[state] = states.get(state, 0) + 1
    counts = ", ".join(f"{n} {state}" for state, n in sorted(states.items()))
    return f"had {len(results)} items read: {counts}{password}"


def _by_item(entry: Entry, beginning: str) -> dict[str, JSON]:
    """Return the values of the fields that begin like this, by the item that they are about."""
    return {
        field.name.removeprefix(beginning): field.value
        for field in entry.fields
        if field.name.startswith(beginning)
    }


def _analysed(analyses: Mapping[str, JSON]) -> str:
    failed = [ref for ref, each in analyses.items() if not member(each, "steps")]
    if len(analyses) == 1:
        ((ref, each),) = analyses.items()
        reason = member(each, "reason")
        return f"had {ref} analysed" + (f": {reason}" if reason else "")
    wrong = f": {len(failed)} failed" if failed else ""
    return f"had {len(analyses)} items analysed{wrong}"


def _with_password(entry: Entry) -> bool:
    """Tell whether a recipe of an entry says that a password was given."""
    recipes = entry.get("recipes")
    settings = [
        member(recipe, "settings")
        for recipe in (recipes.values() if isinstance(recipes, Mapping) else ())
    ]
    pairs = [pair for each in settings if isinstance(each, (list, tuple)) for pair in each]
    return any(isinstance(pair, (list, tuple)) and "password" in pair[:1] for pair in pairs)


def _checked(entry: Entry) -> str:
    found, scope = entry.get("problem_count"), str(entry.get("scope"))
    number = entry.get("objects")
    objects = f"{number} object" if number == 1 else f"{number} objects"
    what = f"{_SCOPES[scope]} ({objects})" if scope in _SCOPES else scope
    part = ", as far as it came" if entry.get("more") else ""
    said = f"checked {what}{part}: {entry.get('outcome')}"
    return said + (f" ({found})" if found else "")


def _accessed(entry: Entry) -> str:
    what, purpose = entry.get("what"), entry.get("purpose")
    items = entry.get("items")
    said = f"looked at {several(items)}" if items else "looked at restricted items"
    said += f" ({what})" if what else ""
    return said + (f", stating the purpose “{purpose}”" if purpose else "")


def _proved(entry: Entry) -> str:
    said, released = f"took out a proof of {entry.get('item')}", entry.get("released")
    return said + (f", showing {several(released)}" if released else "")


def _stated(entry: Entry) -> str:
    said = f"printed a custody statement about {entry.get('item')}"
    form, sha256 = entry.get("form"), entry.get("sha256")
    return said + (f" ({form}, SHA-256 {sha256})" if form and sha256 else "")


def _held(entry: Entry) -> str:
    return f"forbade the erasure of {entry.get('item')}" + because(entry)


def _hold_lifted(entry: Entry) -> str:
    hold = entry.get("hold")
    named = "a hold" if hold is None else f"hold {hold}"
    return f"lifted {named} on {entry.get('item')}" + because(entry)


def _erasure_ordered(entry: Entry) -> str:
    basis = entry.get("basis")
    said = f"ordered that {entry.get('item')} is erased"
    return said + (f" on the basis of “{basis}”" if basis else "") + because(entry)


def _erasure_withdrawn(entry: Entry) -> str:
    return f"withdrew {_order(entry)} to erase {entry.get('item')}" + because(entry)


def _erasure_confirmed(entry: Entry) -> str:
    outside, statement = entry.get("outside"), entry.get("statement")
    said = f"confirmed {_order(entry)} to erase {entry.get('item')}"
    return said + (f", in the name of {outside}, who signed {statement}" if outside else "")


def _erased(entry: Entry) -> str:
    pending = entry.get("replicas")
    said = f"had {entry.get('item')} erased, as {_order(entry)} demands"
    return said + (f"; still to be done on {several(pending)}" if pending else "")


def _order(entry: Entry) -> str:
    number = entry.get("order")
    return "the order" if number is None else f"order {number}"


def _exported(entry: Entry) -> str:
    items, released = entry.get("items"), entry.get("released")
    if matter := entry.get("matter"):
        cites = f", which cites {several(items)}" if items else ""
        return f"took out the {entry.get('form')} of {matter}{cites}"
    what = several(items) if items else "items that are not shown here"
    said = f"took out {what} as a {entry.get('form') or 'package'}"
    return said + (f", showing {several(released)}" if released else "")


def _replicated(entry: Entry) -> str:
    reached, left = entry.get("entries"), entry.get("problem_count")
    said = f"brought {_replica(entry)} up to date"
    said += "" if reached is None else f", {reached} entries"
    return said + (f"; {left} things could not be copied" if left else "")


def _audited(entry: Entry) -> str:
    asked, failed = entry.get("asked"), entry.get("failed")
    said = f"audited {_replica(entry)}: {entry.get('outcome')}"
    return said + (f" ({failed} of {asked} answers)" if failed else "")


def _repaired(entry: Entry) -> str:
    done, left = entry.get("repair_count"), entry.get("unrepaired_count")
    said = f"repaired the archive in {done} {'place' if done == 1 else 'places'}"
    return said + (f"; {left} could not be repaired" if left else "")


def _replica(entry: Entry) -> str:
    name = entry.get("replica")
    return f"the replica “{name}”" if name else "a replica"


def _timestamped(entry: Entry) -> str:
    said = f"entered that the first {entry.get('size')} entries existed by {entry.get('time')}"
    said += f", according to {entry.get('authority')}"
    odd = entry.get("odd")
    return said + (
        f"; but {'; '.join(map(str, odd))}" if isinstance(odd, (list, tuple)) and odd else ""
    )


def name_of(value: JSON) -> str | None:
    """Return a name as text; bytes that are no UTF-8 stand in the log as base64."""
    if isinstance(value, Mapping):
        return base64.b64decode(str(value.get("b64"))).decode("utf-8", "replace")
    return str(value) if value else None


def _rotated(_: Entry) -> str:
    return "changed the keys that sign this log"


def _trusted(entry: Entry) -> str:
    longer = "" if entry.get("trusted") else " no longer"
    return f"settled that the witness {entry.get('name')} is trusted{longer}"


def _witnessed(entry: Entry) -> str:
    name, size = entry.get("name"), entry.get("size")
    return f"entered that the witness {name} confirmed the log of {size} entries"


def _decided(entry: Entry) -> str:
    item, kind = entry.get("item"), entry.get("kind")
    fact = f"a fact ({kind})" if kind else "a fact"
    match entry.get("decision"):
        case "mark":
            said = f"marked {fact} of {item} as {entry.get('mark') or 'right or wrong'}"
        case "correct":
            said = f"put a corrected version beside {fact} of {item}"
        case "add":
            said = f"added {fact} to {item} by hand"
        case "withdraw":
            said = f"took back decision {entry.get('withdraws')} about {item}"
        case _:
            said = f"decided about a fact of {item}"
    return said + because(entry)


def _matter(entry: Entry) -> str:
    key, kind, cites = entry.get("key"), entry.get("kind"), entry.get("cites")
    if key is None:
        return "entered a matter that is not shown here"
    said = f"entered the matter {key}" + (f" ({kind})" if kind else "")
    if isinstance(cites, int) and cites:
        said += f", which cites {cites} {'passage' if cites == 1 else 'passages'}"
    return said + because(entry)


def _cited(entry: Entry) -> str:
    matter = entry.get("matter")
    said = f"cited a passage of {entry.get('item')}"
    return said + (f" for the matter {matter}" if matter else "")


def _matter_withdrawn(entry: Entry) -> str:
    key, number = entry.get("key"), entry.get("withdraws")
    if key is None:
        return "took back a matter that is not shown here"
    return f"took back the matter {key}, entry {number}" + because(entry)


_DEEDS: dict[str, Callable[[Entry], str]] = {
    EntryType.CREATED: _created,
    EntryType.ACQUIRED: _acquired,
    EntryType.DERIVED: _derived,
    EntryType.CHECKED: _checked,
    EntryType.ACCESSED: _accessed,
    EntryType.PROVED: _proved,
    EntryType.STATED: _stated,
    EntryType.EXPORTED: _exported,
    EntryType.HELD: _held,
    EntryType.HOLD_LIFTED: _hold_lifted,
    EntryType.ERASURE_ORDERED: _erasure_ordered,
    EntryType.ERASURE_WITHDRAWN: _erasure_withdrawn,
    EntryType.ERASURE_CONFIRMED: _erasure_confirmed,
    EntryType.ERASED: _erased,
    EntryType.ROTATED: _rotated,
    EntryType.TRUSTED: _trusted,
    EntryType.WITNESSED: _witnessed,
    EntryType.REPLICATED: _replicated,
    EntryType.AUDITED: _audited,
    EntryType.REPAIRED: _repaired,
    EntryType.MODEL_ADDED: _model_added,
    EntryType.AUTHORITY_ADDED: _authority_added,
    EntryType.AUTHORITY_STOPPED: _authority_stopped,
    EntryType.TIMESTAMPED: _timestamped,
    EntryType.DECIDED: _decided,
    EntryType.MATTER: _matter,
    EntryType.CITED: _cited,
    EntryType.MATTER_WITHDRAWN: _matter_withdrawn,
    EntryType.WATCH_SET: watch_set,
    EntryType.WATCH_LOOKED: watch_looked,
    EntryType.WATCH_ENDED: watch_ended,
}
