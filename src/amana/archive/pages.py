"""Pictures of pages, drawn by a confined worker that is started when first needed."""

from __future__ import annotations

import os
import threading

from amana.catalogue import ItemRow
from amana.reading import Limits, ReadingPool

_DPI = 110


class Pages:
    """Draws pages of originals for the screens."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._pool: ReadingPool | None = None

    def _started(self) -> ReadingPool:
        with self._lock:
            if self._pool is None:
                self._pool = ReadingPool(1, self._limits).__enter__()
            return self._pool

    def sizes(self, descriptor: int, start: int, row: ItemRow) -> tuple[tuple[int, int], ...]:
        """Return width and height of each page in thousandths of a point; takes the descriptor.

        The content of the item begins at byte `start` behind it.
        """
        try:
            return self._started().page_sizes(descriptor, start=start, size=row.size)
        finally:
            os.close(descriptor)

    def picture(self, descriptor: int, start: int, row: ItemRow, page: int) -> bytes:
        """Return page `page` (from 1) as PNG; takes the descriptor."""
        try:
            return self._started().render_page(descriptor, page, _DPI, start=start, size=row.size)
        finally:
            os.close(descriptor)

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            if self._pool is not None:
                self._pool.__exit__(None, None, None)
                self._pool = None
