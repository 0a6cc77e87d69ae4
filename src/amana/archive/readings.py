"""Reading some items, also once more: who may, what is told of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

import msgspec

from amana.access import Deed, Subject, authorize, require
from amana.archive.descent import way_to
from amana.archive.differences import Became, Difference, hide
from amana.archive.looking import Looking
from amana.archive.parts import Parts
from amana.archive.working import Chosen, OnRead, Working
from amana.catalogue import Condition, ItemRow
from amana.core import UsageError, parse_reference

if TYPE_CHECKING:
    from amana.archive.rerendering import Rerendering

_LONGEST = 1000

Tell = Callable[[Difference], None]


class ReadReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of `read` did.

    `states` counts the states in which items are now, `became` what reading again gave;
    `not_determinate` are the items whose recipe gave another result than before.
    """

    states: dict[str, int]
    became: dict[str, int]
    not_determinate: tuple[str, ...] = ()
    interrupted: bool = False


class Readings:
    """Has items of one archive read."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    @property
    def rerendering(self) -> Rerendering:
        """The pages inside web archives, made visible again."""
        from amana.archive.rerendering import Rerendering  # noqa: PLC0415 - what drives a browser

        return Rerendering(self._parts)

    def read(
        self,
        refs: Collection[str] = (),
        *,
        where: Sequence[Condition] = (),
        again: bool = False,
        passwords: Sequence[str] = (),
        purpose: str | None = None,
        on_read: OnRead | None = None,
        on_difference: Tell | None = None,
    ) -> ReadReport:
        """Read what waits; with `again`, also what was read before, or could not be read.

        Only `refs` and what is inside of them, if any are named, and only those of which all
        conditions hold; whatever is found inside of them is read, too. New readings stand beside
        earlier ones. `passwords` are tried on what asks for one, and kept nowhere. Of restricted
        items, differences are told only where a purpose is stated.

        Raises:
            NotFound: one of `refs` is no item.
            UsageError: a password is empty or too long.
            UnavailableError: the reading workers cannot be had; what was read before is kept.
        """
        parts = self._parts
        today = parts.clock.now().date()
        allowed = authorize(parts.actor, Deed.DERIVE, Subject(), purpose=None, today=today)
        require(allowed, "reading")
        named = tuple(dict.fromkeys(map(parse_reference, refs)))
        for ref in named:
            parts.current().item(ref)
        telling = _Telling(Looking(parts, purpose), on_difference)
        working = Working(
            parts, on_read, passwords=_checked(passwords), on_differences=telling.differences
        )
        report = working.run(Chosen(conditions=tuple(where), refs=named, again=again))
        return ReadReport(
            states=report.states,
            became={name.value: n for name, n in sorted(telling.became.items())},
            not_determinate=tuple(telling.not_determinate),
            interrupted=report.interrupted,
        )

    def way(self, ref: str, *, purpose: str | None = None) -> tuple[str, ...]:
        """Return the names on the way to an item: of what was taken in, and of each layer inside.

        None, where these may not be told without a purpose, or at all.

        Raises:
            NotFound: there is no such item.
        """
        row = self._parts.current().item(parse_reference(ref))
        looking = Looking(self._parts, purpose)
        allowed, looked = looking.sift(Deed.READ, [row])
        if looked:
            looking.enter(Deed.READ, "where it was found", looked)
        return way_to(self._parts, row) if allowed else ()


class _Telling:
    """Tells differences of what may be seen, and counts all of them."""

    def __init__(self, looking: Looking, on_difference: Tell | None) -> None:
        self._looking = looking
        self._on_difference = on_difference
        self.became: Counter[Became] = Counter()
        self.not_determinate: list[str] = []

    def differences(self, pairs: Sequence[tuple[ItemRow, Difference]]) -> None:
        """Tell and count some."""
        self.became.update(difference.became for _, difference in pairs)
        for _, difference in pairs:
            if difference.became is Became.NOT_DETERMINATE:
                self.not_determinate.append(difference.ref)
        if self._on_difference is None:
            return
        allowed, looked = self._looking.sift(Deed.READ, [row for row, _ in pairs])
        if looked:
            self._looking.enter(Deed.READ, "what reading them again changed", looked)
        shown = {row.ref for row in allowed}
        for row, difference in pairs:
            self._on_difference(difference if row.ref in shown else hide(difference))


def _checked(passwords: Sequence[str]) -> tuple[str, ...]:
    """Return passwords, each once.

    Raises:
        UsageError: one is empty, or too long.
    """
    for password in passwords:
        if not password or len(password) > _LONGEST:
            raise UsageError(
                f"a password has between 1 and {_LONGEST} characters",
                remedy="write each on a line of its own, without empty lines between them",
            )
    return tuple(dict.fromkeys(passwords))
