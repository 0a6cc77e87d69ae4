"""Routes that look at one item in a way of its own: tables; and at what is alike."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

from litestar import Controller, get
from litestar.datastructures import State as AppState
from litestar.params import FromQuery, QueryParameter

from amana.archive import Likes
from amana.interface.http.looking import Offset, PurposeHeader, Ref, archive_of, stated
from amana.interface.http.shapes import Stories
from amana.interface.http.tables import KeptTables, Sheet, Window

_MOST_STORIES = 2000
_KEPT = KeptTables()


class Viewing(Controller):
    """What the screens show beside text and pages."""

    @get("/items/{ref:str}/sheets", operation_id="sheets", sync_to_thread=True)
    def sheets(
        self,
        state: AppState,
        ref: Ref,
        *,
        reading: FromQuery[str | None] = None,
        purpose: PurposeHeader = None,
    ) -> tuple[Sheet, ...]:
        """Return what tables the reading of an item holds; none is an answer."""
        found = archive_of(state).reading(ref, key=reading, purpose=stated(purpose))
        return _KEPT.of(found).sheets()

    @get("/items/{ref:str}/cells", operation_id="cells", sync_to_thread=True)
    def cells(
        self,
        state: AppState,
        ref: Ref,
        sheet: FromQuery[str],
        *,
        first: Annotated[int, QueryParameter(ge=1, le=1 << 40)] = 1,
        limit: Annotated[int, QueryParameter(ge=1, le=1000)] = 200,
        reading: FromQuery[str | None] = None,
        purpose: PurposeHeader = None,
    ) -> Window:
        """Return the rows of a table from `first` on."""
        found = archive_of(state).reading(ref, key=reading, purpose=stated(purpose))
        return _KEPT.of(found).window(sheet, first, limit)

    @get("/items/{ref:str}/alike", operation_id="alike", sync_to_thread=True)
    def alike(self, state: AppState, ref: Ref, purpose: PurposeHeader = None) -> Likes:
        """Return what is like an item: the same story elsewhere, the same picture."""
        return archive_of(state).kinships.of(ref, purpose=stated(purpose))

    @get("/stories", operation_id="stories", sync_to_thread=True)
    def stories(
        self,
        state: AppState,
        *,
        limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
        offset: Offset = 0,
        purpose: PurposeHeader = None,
    ) -> Stories:
        """Return texts that are one story, printed several times."""
        origins = archive_of(state).kinships.origins(purpose=stated(purpose))
        found = list(islice(origins, _MOST_STORIES + 1))
        return Stories(
            total=min(len(found), _MOST_STORIES),
            more=len(found) > _MOST_STORIES,
            stories=tuple(found[:_MOST_STORIES][offset : offset + limit]),
        )
