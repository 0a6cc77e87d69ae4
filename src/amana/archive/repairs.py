"""What a repair did, place by place, or would do, or cannot do; and doing it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from amana.archive.quarantine import Quarantine
from amana.core import JSON, AmanaError, IntegrityError, NotFound

_TOLD = 100


class Repair(msgspec.Struct, frozen=True, kw_only=True):
    """One place: what is wrong, and from where the right bytes come (or why there are none)."""

    path: str
    detail: str
    source: str


OnRepair = Callable[[Repair], None]


class Repairs:
    """Takes down each repair of one run, and does it if it is to `apply`."""

    def __init__(self, on_repair: OnRepair, *, apply: bool) -> None:
        self._on_repair = on_repair
        self._apply = apply
        self.repairs: list[Repair] = []
        self.unrepaired: list[Repair] = []

    def put(
        self,
        place: Quarantine,
        path: str,
        detail: str,
        source: str,
        pieces: Callable[[], Iterator[bytes]] | None,
        *,
        read_only: bool = False,
    ) -> None:
        """Put proven bytes at `path`; without `pieces`, or if they fail, it cannot be repaired."""
        if pieces is None:
            self.fail(path, detail, source)
            return
        if self._apply:
            try:
                place.replace(path, pieces(), read_only=read_only)
            except (IntegrityError, NotFound) as error:
                self.fail(path, detail, error.message)
                return
        self.did(Repair(path=path, detail=detail, source=source))

    def away(self, place: Quarantine, path: str, detail: str) -> None:
        """Move what stands at `path` to quarantine."""
        if self._apply:
            try:
                place.remove(path)
            except AmanaError as error:
                self.fail(path, detail, error.message)
                return
        self.did(Repair(path=path, detail=detail, source="moved to quarantine"))

    def did(self, repair: Repair) -> None:
        """Take down a repair."""
        self.repairs.append(repair)
        self._on_repair(repair)

    def fail(self, path: str, detail: str, reason: str) -> None:
        """Take down what cannot be repaired, and why."""
        self.unrepaired.append(Repair(path=path, detail=detail, source=reason))

    def fields(self) -> dict[str, JSON]:
        """Return the fields of the entry about this run."""
        return {
            "repairs": [msgspec.to_builtins(each) for each in self.repairs[:_TOLD]],
            "repair_count": len(self.repairs),
            "unrepaired": [msgspec.to_builtins(each) for each in self.unrepaired[:_TOLD]],
            "unrepaired_count": len(self.unrepaired),
        }
