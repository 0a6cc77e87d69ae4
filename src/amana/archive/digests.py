"""Which objects of the vault an entry brought, and for which item."""

from __future__ import annotations

import contextlib
from collections.abc import Collection

from amana.catalogue import OBSERVATIONS, RERENDERING, RESULT
from amana.core import JSON, CustodyError
from amana.custody import LogReader
from amana.records import Derivation, Entry
from amana.vault import Wanted

DERIVATIVES = ("reading", "facts", "other")
"""The members of a result that are digests of derivatives."""


def digests_of(entry: Entry) -> list[str]:
    """Return the digests of the objects that an entry brought into the vault."""
    found: list[str] = []
    for field in entry.fields:
        value = field.value
        if field.name == "digests" and isinstance(value, dict):
            found.append(str(value.get("sha256")))
        elif field.name.startswith(RESULT) and isinstance(value, dict):
            found += [str(value[part]) for part in DERIVATIVES if value.get(part)]
            found += brought_by(value.get("inside"))
        elif field.name.startswith(OBSERVATIONS):
            found += facts_of(value)
        elif field.name.startswith(RERENDERING):
            found += shown_in(value)
    return found


def facts_of(observations: JSON) -> list[str]:
    """Return the digests of the derivatives that the analysis of an item names."""
    return _of_steps(observations, "facts")


def shown_in(rerendering: JSON) -> list[str]:
    """Return the digests of what a page that was made visible again looks like."""
    files = rerendering.get("files") if isinstance(rerendering, dict) else None
    return [str(sha256) for sha256 in files.values()] if isinstance(files, dict) else []


def observations_keys(observations: JSON) -> list[str]:
    """Return the keys under which the analysis of an item stands."""
    return _of_steps(observations, "key")


def _of_steps(observations: JSON, member: str) -> list[str]:
    steps = observations.get("steps") if isinstance(observations, dict) else None
    each = steps.values() if isinstance(steps, dict) else ()
    return [str(step[member]) for step in each if isinstance(step, dict) and step.get(member)]


def brought_by(inside: JSON) -> list[str]:
    """Return the digest of a child item; none where its bytes are those of its parent."""
    if not isinstance(inside, dict) or inside.get("derivation") == Derivation.SLICE:
        return []
    digests = inside.get("digests")
    return [str(digests.get("sha256"))] if isinstance(digests, dict) else []


def brought_between(log: LogReader, start: int, end: int) -> Wanted:
    """Return the digests that some entries brought; of a damaged log, as many as can be read."""
    found = Wanted()
    with contextlib.suppress(CustodyError):
        for entry in log.entries(start, end):
            for sha256 in digests_of(entry):
                found.add(sha256)
    return found


def items_by_digest(log: LogReader, digests: Collection[str]) -> dict[str, list[str]]:
    """Return, by digest, the items that the log names with it; none where the log is damaged."""
    found: dict[str, list[str]] = {}
    with contextlib.suppress(CustodyError):
        for entry in log.entries() if digests else ():
            for field in entry.fields:
                value = field.value
                if field.name == "digests" and isinstance(value, dict):
                    item = entry.get("item")
                    named = {str(value.get("sha256")): str(item)} if item else {}
                elif field.name.startswith(RESULT) and isinstance(value, dict):
                    ref = field.name.removeprefix(RESULT)
                    brought = [value.get(part) for part in DERIVATIVES]
                    brought += brought_by(value.get("inside"))
                    named = {str(sha256): ref for sha256 in brought}
                elif field.name.startswith(OBSERVATIONS):
                    ref = field.name.removeprefix(OBSERVATIONS)
                    named = dict.fromkeys(facts_of(value), ref)
                elif field.name.startswith(RERENDERING):
                    named = dict.fromkeys(shown_in(value), field.name.removeprefix(RERENDERING))
                else:
                    continue
                for sha256 in named.keys() & set(digests):
                    found.setdefault(sha256, []).append(named[sha256])
    return found
