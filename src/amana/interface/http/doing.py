"""Routes that do something: taking in, checking. Both answer with a line of JSON for each step."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import BinaryIO, Self

import msgspec
from litestar import Controller, Request, post
from litestar.datastructures import State as AppState
from litestar.datastructures import UploadFile
from litestar.response import Stream

from amana.archive import Archive, NamedStream, Outcome, Step, parse_restriction
from amana.core import AmanaError
from amana.interface.http.looking import archive_of
from amana.records import Form, Problem, Received, State

NDJSON = "application/x-ndjson"
Emit = Callable[[object], None]


class Doing(Controller):
    """What can be done."""

    path = "/api"

    @post("/items", operation_id="add", status_code=200)
    async def add(self, request: Request[object, object, AppState], state: AppState) -> Stream:
        """Take files in; the answer tells each file's fate as it happens."""
        fields = await request.form()
        form = Form(
            source=_one(fields.getall("source", [])),
            collector=_one(fields.getall("collector", [])),
            purpose=_one(fields.getall("purpose", [])),
            method=_one(fields.getall("method", [])) or "upload",
            consent=_one(fields.getall("consent", [])),
            restrictions=tuple(
                parse_restriction(str(text)) for text in fields.getall("restriction", []) if text
            ),
        )
        uploads = [each for each in fields.getall("files", []) if isinstance(each, UploadFile)]
        streams = [
            NamedStream(name=each.filename or "unnamed", stream=_Held(each.file))
            for each in uploads
        ]
        return _told(lambda emit: _add(archive_of(state), streams, form, emit))

    @post("/check", operation_id="check", status_code=200)
    async def check(self, state: AppState) -> Stream:
        """Check the whole archive; the answer tells each step and problem as it comes."""
        return _told(lambda emit: _check(archive_of(state), emit))


def _one(values: list[object]) -> str | None:
    return str(values[0]) if values else None


class _Held:
    """An uploaded file that stays open for as long as the work on it takes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        file.seek(0)

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()


def _add(archive: Archive, streams: list[NamedStream], form: Form, emit: Emit) -> None:
    for each in streams:
        emit({"event": "received", "name": each.name})

    def outcome(each: Outcome) -> None:
        emit({
            "event": each.received.value,
            "name": each.name,
            "ref": each.ref,
            "entry": each.entry,
            "reason": each.reason,
        })  # fmt: skip

    def read(ref: str, state: State, reason: str | None) -> None:
        emit({"event": "state", "ref": ref, "state": state.value, "reason": reason})

    report = archive.add_streams(streams, form, on_outcome=outcome)
    if report.preserved:
        archive.work(on_read=read)
    emit({
        "event": "end",
        Received.PRESERVED.value: report.preserved,
        "already_held": report.already_held,
        "failed": len(report.failed),
    })  # fmt: skip


def _check(archive: Archive, emit: Emit) -> None:
    def step(each: Step) -> None:
        emit({"event": "step", **msgspec.to_builtins(each)})

    def problem(each: Problem) -> None:
        emit({"event": "problem", **msgspec.to_builtins(each)})

    report = archive.check(on_step=step, on_problem=problem)
    told = msgspec.to_builtins(report)
    del told["problems"]
    emit({"event": "end", **told})


def _told(work: Callable[[Emit], None]) -> Stream:
    """Run `work` in a thread of its own and stream what it emits, a line of JSON each.

    The work goes on when the browser leaves: what was begun is finished.
    """
    lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

    def emit(event: object) -> None:
        lines.put(msgspec.json.encode(event) + b"\n")

    def run() -> None:
        try:
            work(emit)
        except AmanaError as error:
            emit({"event": "error", **error.problem()})
        except Exception as error:  # noqa: BLE001 - told to the page; the server goes on
            detail = f"{type(error).__name__}: {error}"
            emit(
                {"event": "error", "type": "amana:error", "title": "Server error", "detail": detail}
            )
        finally:
            lines.put(None)

    threading.Thread(target=run, name="work", daemon=False).start()

    def stream() -> Iterator[bytes]:
        while (line := lines.get()) is not None:
            yield line

    return Stream(stream(), media_type=NDJSON)
