"""What is disputed about places and States, as far as the rules can be asked the other way.

Nothing here decides a dispute. The rules follow the words of the Statute, the depositary and the
Court's own rulings; what would follow from the other reading is worked out beside it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from amana.core import prepared
from amana.law.label import Label


class Ruled(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a point stands since a body spoke about it."""

    since: str
    point: Label
    source: str


class Dispute(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is disputed about a place since a day, told neutrally.

    `otherwise` is whose territory it is in the readings that the rules do not apply (null: that of
    no State); empty where nothing that the rules could say depends on it. `ruled` is how the point
    is to be told as of a later day.
    """

    point: Label
    source: str
    since: str = "0001-01-01"
    otherwise: tuple[str | None, ...] = ()
    ruled: Ruled | None = None

    def told(self, as_of: str) -> tuple[Label, str]:
        """Return the point and its source as they stood on a day."""
        if self.ruled is not None and self.ruled.since <= as_of:
            return self.ruled.point, self.ruled.source
        return self.point, self.source


class Sovereign(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A State whose territory a place may be in law; null: that of none. From `since` on."""

    state: str | None
    since: str = "0001-01-01"


class ListedPlace(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place of the packaged list: an area of a State, or one whose State is disputed."""

    code: str
    label: Label
    sovereigns: tuple[Sovereign, ...] = ()
    dispute: Dispute | None = None
    aliases: tuple[str, ...] = ()


class ListedPlaces(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The packaged list.

    `undelegated` are pairs of a territory and a nationality of which it is disputed that the first
    State has jurisdiction to hand on; `statehood` are parties whose being a State is disputed.
    """

    about: str
    undelegated: frozenset[tuple[str, str]]
    statehood: frozenset[str]
    places: tuple[ListedPlace, ...]


@cache
def listed_places() -> ListedPlaces:
    """Return the packaged list of places and what is disputed about them."""
    content = files("amana.law.jurisdiction").joinpath("data", "places.json").read_bytes()
    return msgspec.json.decode(content, type=prepared(ListedPlaces))


def undelegated() -> frozenset[tuple[str, str]]:
    """Return pairs of a territory and a nationality that cannot be delegated, as some say."""
    return listed_places().undelegated


def disputed_states() -> frozenset[str]:
    """Return the parties of which some say that they are not States."""
    return listed_places().statehood
