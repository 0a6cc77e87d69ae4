"""The worker's end of what is found inside a document: frames that come before the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import structs

from amana.reading.notices import Code
from amana.reading.wire import Budget, ChildBytes, ChildEnd, ChildRow, Interim, TextAnswer, Told
from amana.records import Derivation

_PIECE = 1 << 20


class ChannelOutlet:
    """Hands children out one after the other, within a budget of their number and bytes."""

    def __init__(self, budget: Budget, tell: Callable[[Interim], None]) -> None:
        self._children = budget.children
        self._bytes = budget.child_bytes
        self._tell = tell
        self._refused = 0

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        """See `Outlet.child`."""
        if not self._children:
            self._refused += 1
            return False
        self._children -= 1
        self._tell(row)
        if row.derivation is Derivation.SLICE:
            return True
        try:
            whole = self._pass_on(pieces)
        except BaseException:
            self._tell(ChildEnd(whole=False))
            raise
        self._tell(ChildEnd(whole))
        self._refused += not whole
        return whole

    def complete(self, answer: TextAnswer) -> TextAnswer:
        """Return the answer, which also says what was not taken out."""
        if not self._refused:
            return answer
        told = Told(Code.CHILDREN_REFUSED, self._refused)
        return structs.replace(answer, notices=(*answer.notices, told))

    def _pass_on(self, pieces: Iterable[bytes]) -> bool:
        for piece in pieces:
            self._bytes -= len(piece)
            if self._bytes < 0:
                self._bytes = 0
                return False
            for at in range(0, len(piece), _PIECE):
                self._tell(ChildBytes(piece[at : at + _PIECE]))
        return True
