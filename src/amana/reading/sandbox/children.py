"""The pool's end of what a worker finds inside a document: checked, handed to the taker, listed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from amana.core import raw_name
from amana.reading.taking import Taker
from amana.reading.wire import (
    Answer,
    ChildBytes,
    ChildEnd,
    ChildRow,
    ImpossibleAnswer,
    Interim,
    ReadOrder,
)
from amana.records import Child, Derivation

_PIECE = 1 << 20

Next = Callable[[], Answer | Interim]
"""Returns the next message of the worker."""


class Broken(Exception):
    """The worker could not bring a child to its end."""


class Children:
    """Receives the children of one document."""

    def __init__(self, order: ReadOrder, descriptor: int, taker: Taker) -> None:
        self._order = order
        self._descriptor = descriptor
        self._taker = taker
        self._bytes = order.budget.child_bytes
        self._number = 0
        self.found: list[Child] = []

    def receive(self, row: ChildRow, following: Next) -> None:
        """Take in the child that begins with `row`; read its bytes, if they follow.

        Raises:
            ImpossibleAnswer: it is nothing that this order can bring.
        """
        self._number += 1
        if self._number > self._order.budget.children:
            raise ImpossibleAnswer("more children than the budget")
        is_slice = row.derivation is Derivation.SLICE
        start, end = self._range(row, is_slice=is_slice)
        pieces = self._slice(start, end) if is_slice else self._sent(following)
        try:
            digests = self._taker.take(row, pieces)
        except Broken:
            return
        self.found.append(
            Child(
                n=len(self.found) + 1,
                path=raw_name(row.path) if row.path else None,
                derivation=row.derivation,
                digests=digests,
                start=row.start,
                end=row.end,
                declared=row.declared,
                modified=row.modified,
            )
        )

    def _range(self, row: ChildRow, *, is_slice: bool) -> tuple[int, int]:
        if row.start is None or row.end is None:
            if is_slice or (row.start, row.end) != (None, None):
                raise ImpossibleAnswer("a child with half a place")
            return 0, 0
        if not row.start <= row.end <= self._order.size:
            raise ImpossibleAnswer("a child beyond the end of the original")
        return row.start, row.end

    def _slice(self, start: int, end: int) -> Iterator[bytes]:
        at, end = self._order.start + start, self._order.start + end
        while at < end:
            piece = os.pread(self._descriptor, min(_PIECE, end - at), at)
            if not piece:
                raise Broken
            yield piece
            at += len(piece)

    def _sent(self, following: Next) -> Iterator[bytes]:
        while True:
            message = following()
            if isinstance(message, ChildEnd):
                if not message.whole:
                    raise Broken
                return
            if not isinstance(message, ChildBytes):
                raise ImpossibleAnswer("a child that does not end")
            self._bytes -= len(message.data)
            if self._bytes < 0 and message.data:
                raise ImpossibleAnswer("more bytes of children than the budget")
            yield message.data
