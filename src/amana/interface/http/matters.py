"""Routes of matters: what people entered so that law can be held against it, and how it stands.

Answers are the types of law and of the archive, as they are.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from litestar import Controller, get, post
from litestar.datastructures import State as AppState
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Response

from amana.archive import ChargeAnswer, Decided
from amana.interface.http.looking import PurposeHeader, archive_of, stated
from amana.law import Matrix, Moment, Status, Suggestions, word_of
from amana.records import Entered, Standing, WithdrawMatter

Key = FromPath[str]
MatterLine = Entered | WithdrawMatter

_MEDIA = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


class TakeOut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In which form and language a matrix is taken out, and where citations lead.

    `address` is where the screens are; empty where citations shall lead nowhere.
    """

    form: Literal["html", "csv", "json"]
    language: Literal["en", "ar"] = "en"
    address: str = ""


class Casework(Controller):
    """Matters as they stand."""

    path = "/law"

    @get("/matters", operation_id="matters", sync_to_thread=True)
    def matters(
        self,
        state: AppState,
        *,
        kind: FromQuery[list[str] | None] = None,
        purpose: PurposeHeader = None,
    ) -> tuple[Standing, ...]:
        """List every version of the matters that may be told, of some kinds if these are said."""
        found = archive_of(state).matters.standing(purpose=stated(purpose))
        return tuple(each for each in found if not kind or word_of(type(each.matter)) in kind)

    @post("/matters", operation_id="enterMatter", status_code=200, sync_to_thread=True)
    def enter(
        self, data: JSONBody[MatterLine], state: AppState, purpose: PurposeHeader = None
    ) -> Decided:
        """Enter a matter or a new version of one, or take the last version back."""
        (entered,) = archive_of(state).decide([data], purpose=stated(purpose))
        return entered

    @get("/situations/{key:str}/timeline", operation_id="timeline", sync_to_thread=True)
    def timeline(
        self, state: AppState, key: Key, known_on: FromQuery[str], purpose: PurposeHeader = None
    ) -> tuple[Moment, ...]:
        """Return steps, undertakings and incidents of a situation, as known on a day."""
        return archive_of(state).matters.timeline(key, known_on, purpose=stated(purpose))

    @get("/situations/{key:str}/suggestions", operation_id="suggestions", sync_to_thread=True)
    def suggestions(self, state: AppState, key: Key, purpose: PurposeHeader = None) -> Suggestions:
        """Return drafts of steps and undertakings, made of observations that people accepted."""
        return archive_of(state).matters.suggestions(key, purpose=stated(purpose))

    @get("/proceedings/{key:str}/status", operation_id="proceedingStatus", sync_to_thread=True)
    def status(
        self, state: AppState, key: Key, known_on: FromQuery[str], purpose: PurposeHeader = None
    ) -> Status:
        """Return the status of a proceeding as it was known on a day."""
        return archive_of(state).matters.status(key, known_on, purpose=stated(purpose))

    @get("/charges/{key:str}/matrix", operation_id="matrix", sync_to_thread=True)
    def matrix(self, state: AppState, key: Key, purpose: PurposeHeader = None) -> Matrix:
        """Return the element matrix of a charge: all that was linked to it."""
        return archive_of(state).matters.matrix(key, purpose=stated(purpose))

    @get("/charges/{key:str}/jurisdiction", operation_id="ofCharge", sync_to_thread=True)
    def jurisdiction(
        self, state: AppState, key: Key, as_of: FromQuery[str], purpose: PurposeHeader = None
    ) -> tuple[ChargeAnswer, ...]:
        """Return what the rules of jurisdiction answer for the incidents of a charge."""
        return archive_of(state).matters.jurisdiction(key, as_of, purpose=stated(purpose))

    @post(
        "/charges/{key:str}/export",
        operation_id="exportMatrix",
        status_code=200,
        sync_to_thread=True,
    )
    def export(
        self,
        state: AppState,
        key: Key,
        data: JSONBody[TakeOut],
        purpose: PurposeHeader = None,
    ) -> Response[bytes]:
        """Return the matrix of a charge as a file to hand out; that it leaves is entered."""
        made = archive_of(state).matters.export(
            key,
            data.form,
            language=data.language,
            address=data.address,
            purpose=stated(purpose),
        )
        headers = {"content-disposition": f'attachment; filename="{key}.{data.form}"'}
        return Response(made.content, media_type=_MEDIA[data.form], headers=headers)
