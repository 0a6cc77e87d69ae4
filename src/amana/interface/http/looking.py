"""Routes that look: session, status, items, text, original, search, custody log."""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from typing import Annotated
from urllib.parse import unquote

from litestar import Controller, get
from litestar.background_tasks import BackgroundTask
from litestar.datastructures import State as AppState
from litestar.params import FromPath, FromQuery, HeaderParameter, QueryParameter
from litestar.response import Response, Stream

from amana import __version__
from amana.archive import Archive, Query, parse_condition
from amana.archive import in_state as items_in_state
from amana.core import AmanaError, NotFound, UnreadableError, UsageError
from amana.interface.http.custody_shapes import CheckpointShape, CustodyShape, entry_of
from amana.interface.http.item_shapes import EntryLine, ItemShape, Rows, item_of, row_of
from amana.interface.http.shapes import (
    AnchorShape,
    ArchiveName,
    HitShape,
    Outward,
    PageSize,
    SearchShape,
    Session,
    StatusShape,
    TextShape,
    anchor_of,
    blocks_of,
)
from amana.records import State

Ref = FromPath[str]
PurposeHeader = Annotated[str | None, HeaderParameter(name="X-Amana-Purpose", required=False)]
Offset = Annotated[int, QueryParameter(ge=0, le=1 << 40)]
_PAGE = 100
_CHUNK = 1 << 20
_PAGE_NAME = re.compile(r"[1-9][0-9]{0,5}\.png")
_SOURCE_KINDS = re.compile(
    r"text/|application/(xml|json|[\w.-]+\+(xml|json)|x-ndjson|jsonl?|yaml)\b"
)


def archive_of(state: AppState) -> Archive:
    """Return the archive that this server shows."""
    archive: Archive = state.archive
    return archive


def stated(purpose: str | None) -> str | None:
    """Return the purpose as text: it travels percent-encoded, because headers are ASCII.

    Raises:
        UsageError: it is no UTF-8, or holds control characters; it is to stand in the custody log.
    """
    try:
        said = unquote(purpose or "", errors="strict").strip()
    except UnicodeDecodeError:
        raise UsageError("the stated purpose is not percent-encoded UTF-8") from None
    if any(unicodedata.category(letter) == "Cc" for letter in said):
        raise UsageError("the stated purpose holds control characters", remedy="write one line")
    return said or None


class Looking(Controller):
    """What can be seen."""

    @get("/session", operation_id="session", sync_to_thread=True)
    def session(self, state: AppState) -> Session:
        """Say who acts, on which archive, with which version, and what it sends by itself."""
        archive = archive_of(state)
        return Session(
            actor=archive.actor,
            archive=ArchiveName(name=archive.settings.name, origin=archive.settings.origin),
            version=__version__,
            outward=_outward(archive),
        )

    @get("/status", operation_id="status", sync_to_thread=True)
    def status(self, state: AppState, purpose: PurposeHeader = None) -> StatusShape:
        """Count items by state."""
        found = archive_of(state).status(purpose=stated(purpose))
        return StatusShape(
            items=found.items,
            inside=found.inside,
            states=found.states,
            lines=found.lines,
            restricted=found.restricted,
            entries=found.entries,
            analysis=found.analysis,
            checkpoint=_checkpoint(archive_of(state)),
        )

    @get("/items", operation_id="items", sync_to_thread=True)
    def items(
        self,
        state: AppState,
        *,
        purpose: PurposeHeader = None,
        in_state: Annotated[State | None, QueryParameter(name="state")] = None,
        where: FromQuery[list[str] | None] = None,
        inside: FromQuery[str | None] = None,
        limit: Annotated[int, QueryParameter(ge=1, le=1000)] = _PAGE,
        offset: Offset = 0,
    ) -> Rows:
        """List items in the order in which they were taken in, or what is inside of one."""
        conditions = [parse_condition(text) for text in where or ()]
        if in_state is not None:
            conditions += items_in_state(in_state)
        total, rows = archive_of(state).list(
            where=conditions,
            inside=inside or None,
            limit=limit,
            offset=offset,
            purpose=stated(purpose),
        )
        return Rows(total=total, items=tuple(row_of(row) for row in rows))

    @get("/items/{ref:str}", operation_id="item", sync_to_thread=True)
    def item(self, state: AppState, ref: Ref, purpose: PurposeHeader = None) -> ItemShape:
        """Show everything known of an item."""
        archive, why = archive_of(state), stated(purpose)
        view = archive.show(ref, purpose=why)
        readings = tuple(archive.reading(ref, key=r.key, purpose=why) for r in view.readings)
        _, entries = archive.entries(ref, purpose=why)
        lines = tuple(
            EntryLine(index=e.index, type=e.type, at=e.at) for e in map(entry_of, entries)
        )
        return item_of(view, readings, lines)

    @get("/items/{ref:str}/text", operation_id="text", sync_to_thread=True)
    def text(
        self,
        state: AppState,
        ref: Ref,
        *,
        reading: FromQuery[str | None] = None,
        purpose: PurposeHeader = None,
    ) -> TextShape:
        """Return the text of an item and its articles."""
        archive, why = archive_of(state), stated(purpose)
        found = archive.reading(ref, key=reading, purpose=why)
        articles = archive.articles(found)
        return TextShape(
            reading=found.key,
            text=found.text,
            language=found.language or next((a.language for a in articles if a.language), None),
            pages=found.pages,
            articles=articles,
            warnings=found.warnings,
            blocks=blocks_of(found),
        )

    @get("/items/{ref:str}/facts", operation_id="facts", sync_to_thread=True)
    def facts(
        self,
        state: AppState,
        ref: Ref,
        *,
        kind: FromQuery[str | None] = None,
        purpose: PurposeHeader = None,
    ) -> Response[bytes]:
        """Return the facts of an item in text order, as a list; those of one `kind`, if it is said.

        Each is an object as docs/reference/formats tells; `amana facts` prints the same.
        """
        lines = archive_of(state).facts(ref, kind=kind or None, purpose=stated(purpose))
        return Response(b"[" + b",".join(line.strip() for line in lines) + b"]",
                        media_type="application/json")  # fmt: skip

    @get("/items/{ref:str}/locate", operation_id="locate", sync_to_thread=True)
    def locate(
        self,
        state: AppState,
        ref: Ref,
        char_start: Offset,
        char_end: Offset,
        *,
        reading: FromQuery[str | None] = None,
        purpose: PurposeHeader = None,
    ) -> AnchorShape:
        """Say where a passage stands in the original."""
        return anchor_of(
            archive_of(state).anchor(
                ref, char_start, char_end, key=reading, purpose=stated(purpose)
            )
        )

    @get("/items/{ref:str}/original", operation_id="original", sync_to_thread=True)
    def original(self, state: AppState, ref: Ref, purpose: PurposeHeader = None) -> Stream:
        """Return the original's bytes, always as a file to keep, never as a page."""
        row, stream = archive_of(state).original(ref, purpose=stated(purpose))
        headers = {
            "content-disposition": f'attachment; filename="{row.ref}"',
            "content-length": str(row.size),
        }
        return Stream(
            iter(partial(stream.read, _CHUNK), b""),
            media_type="application/octet-stream",
            headers=headers,
            background=BackgroundTask(stream.close),  # also when the browser has left
        )

    @get("/items/{ref:str}/source", operation_id="source", sync_to_thread=True)
    def source(self, state: AppState, ref: Ref, purpose: PurposeHeader = None) -> Response[bytes]:
        """Return the decoded source of a text or a web page as plain text."""
        archive, why = archive_of(state), stated(purpose)
        found = archive.reading(ref, purpose=why)
        if not _SOURCE_KINDS.match(found.media_type) or found.encoding is None:
            raise UnreadableError(f"an original of the kind {found.media_type} has no source text")
        _, stream = archive.original(ref, purpose=why)
        with stream:
            source = stream.read().decode(found.encoding, "replace")
        return Response(source.encode(), media_type="text/plain")

    @get("/items/{ref:str}/pages", operation_id="pages", sync_to_thread=True)
    def pages(
        self, state: AppState, ref: Ref, purpose: PurposeHeader = None
    ) -> tuple[PageSize, ...]:
        """Return the sizes of the pages of an original."""
        sizes = archive_of(state).page_sizes(ref, purpose=stated(purpose))
        return tuple(
            PageSize(page=n, width=width, height=height)
            for n, (width, height) in enumerate(sizes, 1)
        )

    @get("/items/{ref:str}/pages/{name:str}", operation_id="page", sync_to_thread=True)
    def page(
        self, state: AppState, ref: Ref, name: FromPath[str], purpose: PurposeHeader = None
    ) -> Response[bytes]:
        """Return the picture of page `N.png`, counted from 1."""
        if not _PAGE_NAME.fullmatch(name):
            raise NotFound("there is no such page", remedy="pages are named 1.png, 2.png, …")
        number = int(name.removesuffix(".png"))
        picture = archive_of(state).page_picture(ref, number, purpose=stated(purpose))
        return Response(picture, media_type="image/png")

    @get("/search", operation_id="search", sync_to_thread=True)
    def search(
        self,
        state: AppState,
        q: FromQuery[str],
        language: FromQuery[str | None] = None,
        *,
        limit: Annotated[int, QueryParameter(ge=1, le=200)] = 20,
        offset: Annotated[int, QueryParameter(ge=0, le=10_000)] = 0,
        purpose: PurposeHeader = None,
    ) -> SearchShape:
        """Search the text of all items that may be seen."""
        archive, why = archive_of(state), stated(purpose)
        query = Query(
            text=q, acl=frozenset(), language=language or None, limit=limit, offset=offset
        )
        found = archive.search(query, purpose=why)
        return SearchShape(
            total=found.results.total,
            hits=tuple(
                HitShape(
                    ref=hit.item,
                    article=hit.article,
                    title=hit.title or found.titles.get(hit.item),
                    name=found.names.get(hit.item),
                    language=hit.language,
                    score=hit.score,
                    snippets=hit.snippets,
                )
                for hit in found.results.hits
            ),
            facets=dict(found.results.facets),
            not_searched=found.not_searched,
            interpretation=found.results.interpretation,
            understood=found.results.understood,
        )

    @get("/custody", operation_id="custody", sync_to_thread=True)
    def custody(
        self,
        state: AppState,
        item: FromQuery[str | None] = None,
        before: Annotated[int | None, QueryParameter(ge=0, le=1 << 40)] = None,
        limit: Annotated[int, QueryParameter(ge=1, le=500)] = 50,
        purpose: PurposeHeader = None,
    ) -> CustodyShape:
        """Return entries of the custody log, the newest first."""
        archive = archive_of(state)
        total, entries = archive.entries(
            item or None, before=before, limit=limit, purpose=stated(purpose)
        )
        return CustodyShape(
            total=total,
            entries=tuple(entry_of(entry) for entry in entries),
            checkpoint=_checkpoint(archive),
        )


def _outward(archive: Archive) -> Outward | None:
    """Return whom the archive asks over the network; a damaged log must not close the screens."""
    try:
        watches = archive.watches.listed() if archive.settings.watch_minutes else ()
        return Outward(
            authorities=tuple(a.name for a in archive.anchors.authorities() if a.url),
            witnesses=tuple(w.name for w in archive.witnesses.trusted() if w.url),
            watches=len(watches),
        )
    except AmanaError:
        return None


def _checkpoint(archive: Archive) -> CheckpointShape:
    state = archive.checkpoint()
    return CheckpointShape(
        origin=state.origin,
        size=state.size,
        root=state.root.hex(),
        text=archive.checkpoint_note().decode(),
        key=archive.keys.vkeys[0],
    )
