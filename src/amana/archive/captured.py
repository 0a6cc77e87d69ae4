"""What an item that is a capture tells on a closer look: its account, and the look it was taken at.

Conditions of use are judged by whoever asks.
"""

from __future__ import annotations

import msgspec

from amana.acquire.capture import Account
from amana.archive.bundles import Bundle
from amana.archive.contents import open_content
from amana.archive.parts import Parts
from amana.archive.views import LookOfItem
from amana.archive.wanted_pages import METHOD
from amana.catalogue import ItemRow
from amana.core import IntegrityError, NotFound, UnreadableError, prepared
from amana.records import Looked, Measures


def account_of(parts: Parts, row: ItemRow) -> Account | None:
    """Return the account of a capture of ours; None where the item is none, or is damaged."""
    if row.method != METHOD or row.parent is not None or not (row.name or "").endswith(".wacz"):
        return None
    try:
        with Bundle(row.ref, open_content(parts, row)) as bundle:
            return bundle.account()
    except (NotFound, IntegrityError, UnreadableError):
        return None


def looks_of(parts: Parts, row: ItemRow) -> tuple[LookOfItem, ...]:
    """Return the looks at watched pages whose capture an item is."""
    return tuple(
        LookOfItem(
            watch=look.watch,
            outcome=Looked(look.outcome),
            compared=look.compared,
            measures=msgspec.json.decode(look.measures, type=prepared(Measures)),
        )
        for look in parts.catalogue.watched().looks_of(row.ref)
    )
