"""What the notices about databases and tables mean."""

from __future__ import annotations

from amana.reading.codes import Code, Effect, Meaning

TABLES = {
    Code.ROWS_CUT: Meaning(
        Effect.PARTLY,
        "{n} [table has|tables have] more rows than the limit allows; the rest was not read",
    ),
    Code.VALUES_OPAQUE: Meaning(
        Effect.TOLD, "{n} [value is|values are] bytes of no known kind; only the beginning is shown"
    ),
    Code.FREE_PAGES: Meaning(
        Effect.TOLD,
        "{n} [page is|pages are] free: rows that were deleted may still stand there; none was "
        "recovered",
    ),
    Code.LOG_APART: Meaning(
        Effect.TOLD,
        "its last changes may stand in a log beside it (`-wal`), which is an original of its own",
    ),
}
