"""Routes that do something: taking in, checking. Both answer with a line of JSON for each step."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import msgspec
from litestar import Controller, Request, post
from litestar.datastructures import State as AppState
from litestar.params import JSONBody
from litestar.response import Stream

from amana.archive import (
    Archive,
    Condition,
    Decided,
    Difference,
    Outcome,
    Step,
    parse_condition,
    parse_restriction,
)
from amana.core import UsageError
from amana.interface.http.looking import PurposeHeader, Ref, archive_of, stated
from amana.interface.http.uploads import FILES, Uploads, take_uploads
from amana.interface.http.works import Emit, OnRead, Works
from amana.records import Decide, Form, Problem, Received, State

NDJSON = "application/x-ndjson"
_ONCE = ("source", "collector", "purpose", "method", "consent")
_SEVERAL = "restriction"


class Doing(Controller):
    """What can be done."""

    @post("/items", operation_id="add", status_code=200, media_type=NDJSON)
    async def add(self, request: Request[object, object, AppState], state: AppState) -> Stream:
        """Take files in; the answer tells each file's fate as it happens.

        The form is multipart/form-data with the fields source, collector, purpose, method, consent,
        restriction (as often as needed) and files.
        """
        kind, options = request.content_type
        if kind != "multipart/form-data" or not options.get("boundary"):
            raise UsageError("files are sent as multipart/form-data, with their form")
        archive, works = archive_of(state), works_of(state)
        folder = archive.root / "work" / "uploads"
        uploads = await take_uploads(request.stream(), options["boundary"], folder)
        try:
            form = form_of(uploads)
        except BaseException:
            uploads.close()
            raise
        return Stream(
            works.begin(lambda emit: _add(archive, works, uploads, form, emit)), media_type=NDJSON
        )

    @post("/read", operation_id="read", status_code=200, media_type=NDJSON)
    async def read(
        self, data: JSONBody[ReadAgain], state: AppState, purpose: PurposeHeader = None
    ) -> Stream:
        """Read items once more; the answer tells what became of each as it comes.

        Passwords are tried on what asks for one, and kept nowhere.
        """
        archive, works = archive_of(state), works_of(state)
        if not data.refs and not data.where:
            raise UsageError(
                "nothing says what is to be read again", remedy="name items, or a condition"
            )
        conditions, why = [parse_condition(text) for text in data.where], stated(purpose)

        def again(emit: Emit) -> None:
            works.read_again(
                lambda on_read: _read(
                    archive, data, conditions, purpose=why, emit=emit, on_read=on_read
                )
            )
            works.analyse_what_waits()

        return Stream(works.begin(again), media_type=NDJSON)

    @post("/items/{ref:str}/decisions", operation_id="decide", status_code=200, sync_to_thread=True)
    def decide(
        self, ref: Ref, data: JSONBody[Decide], state: AppState, purpose: PurposeHeader = None
    ) -> Decided:
        """Enter what the person holds of a fact; the answer names the entry, and what it made."""
        if data.item != ref:
            raise UsageError("the decision is about another item than the address")
        (decided,) = archive_of(state).decide([data], purpose=stated(purpose))
        return decided

    @post("/check", operation_id="check", status_code=200, media_type=NDJSON)
    async def check(self, state: AppState) -> Stream:
        """Check the whole archive; the answer tells each step and problem as it comes."""
        archive = archive_of(state)
        return Stream(works_of(state).begin(lambda emit: _check(archive, emit)), media_type=NDJSON)


class ReadAgain(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to read once more: these items and what is inside of them, where all conditions hold."""

    refs: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    passwords: tuple[str, ...] = ()


def works_of(state: AppState) -> Works:
    """Return the works of this server."""
    works: Works = state.works
    return works


def form_of(uploads: Uploads) -> Form:
    """Return the acquisition form that came with files.

    Raises:
        UsageError: a field that there is not (a condition of use must not get lost by a slip of the
            pen), one said twice, a restriction that is none, or no file.
    """
    words = {name: [word for word in said if word] for name, said in uploads.words.items()}
    for name, said in words.items():
        if name not in (*_ONCE, _SEVERAL, FILES):
            fields = ", ".join((*_ONCE, _SEVERAL, FILES))
            raise UsageError(f"the form has no field {name!r}", remedy=f"its fields are {fields}")
        if name != _SEVERAL and len(said) > 1:
            raise UsageError(f"{name} is said {len(said)} times", remedy="say it once")
    if not uploads.files:
        raise UsageError("there is nothing to add", remedy="choose at least one file")
    once = {name: words[name][0] for name in _ONCE if words.get(name)}
    restrictions = tuple(parse_restriction(word) for word in words.get(_SEVERAL, ()))
    return msgspec.structs.replace(Form(restrictions=restrictions), **once)


class _Telling:
    """Tells the fate of the files of one request, and of no other."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._lock = threading.RLock()  # another request's run may have read our items
        self._own: set[str] = set()
        self._early: dict[str, tuple[State, str | None]] = {}

    def outcome(self, each: Outcome) -> None:
        """Tell what became of a file."""
        self._emit({
            "event": each.received.value,
            "name": each.name,
            "ref": each.ref,
            "entry": each.entry,
            "reason": each.reason,
        })  # fmt: skip
        if each.received is Received.PRESERVED and each.ref is not None:
            with self._lock:
                self._own.add(each.ref)
                if each.ref in self._early:
                    self.read(each.ref, *self._early.pop(each.ref))

    def read(self, ref: str, state: State, reason: str | None) -> None:
        """Tell what reading gave, if the item is of this request; others may be restricted."""
        with self._lock:
            if ref in self._own:
                self._emit({"event": "state", "ref": ref, "state": state.value, "reason": reason})
            else:
                self._early[ref] = (state, reason)


def _add(archive: Archive, works: Works, uploads: Uploads, form: Form, emit: Emit) -> None:
    telling = _Telling(emit)
    for each in uploads.files:
        emit({"event": "received", "name": each.name})
    with works.following(telling.read):
        with uploads:
            report = archive.add_streams(uploads.streams(), form, on_outcome=telling.outcome)
        if report.preserved:
            works.read_what_waits()
    works.analyse_what_waits()
    emit({
        "event": "end",
        Received.PRESERVED.value: report.preserved,
        "already_held": report.already_held,
        "failed": len(report.failed),
    })  # fmt: skip


def _read(
    archive: Archive,
    asked: ReadAgain,
    conditions: Sequence[Condition],
    *,
    purpose: str | None,
    emit: Emit,
    on_read: OnRead,
) -> None:
    def tell(each: Difference) -> None:
        state = None if each.state is None else each.state.value
        emit({"event": "became", "ref": each.ref, "became": each.became.value, "state": state})

    report = archive.readings.read(
        asked.refs,
        where=conditions,
        again=True,
        passwords=asked.passwords,
        purpose=purpose,
        on_read=on_read,
        on_difference=tell,
    )
    emit({"event": "end", "states": report.states, "became": report.became})


def _check(archive: Archive, emit: Emit) -> None:
    def step(each: Step) -> None:
        emit({"event": "step", **msgspec.to_builtins(each)})

    def problem(each: Problem) -> None:
        emit({"event": "problem", **msgspec.to_builtins(each)})

    report = archive.check(on_step=step, on_problem=problem)
    told = msgspec.to_builtins(report)
    del told["problems"]
    emit({"event": "end", **told})
