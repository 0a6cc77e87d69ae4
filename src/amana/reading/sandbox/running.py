"""Running a program over a document: found, proved, then run below bubblewrap within limits.

    programs.run("tesseract", ("-", "stdout", "-l", "ara+eng"), page)

`page` is bytes or a `Slice`; the program finds it at its standard input (and, where its row says
`own_processes`, at /proc/self/fd/0, where it can be read at any position).
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Collection, Sequence
from hashlib import file_digest
from pathlib import Path

import msgspec

from amana.reading.limits import Limits
from amana.reading.notices import Code
from amana.reading.sandbox.bubble import BWRAP, PACKAGE, command_line, idle
from amana.reading.sandbox.channel import Deadline
from amana.reading.sandbox.errand import Failure, cause_of_death
from amana.reading.sandbox.feeding import Slice, standard_input
from amana.reading.sandbox.keeper import Keeper
from amana.reading.sandbox.programs import NUMBER, Program, models_of, path_of, row_of
from amana.reading.sandbox.protocol import NOT_STARTED, Launch

_CHUNK = 1 << 20
_SAMPLE_SECONDS = 20
_SAID = 1 << 16
_SIGNALLED = 128
_DIGITS = 16

_NO_NAMESPACES = (
    "bubblewrap cannot make namespaces here; allow user namespaces (in a container too) and see "
    "`bwrap --unshare-all --ro-bind / / true`"
)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a program can be used: its version, or the trouble and what is lost by it.

    `models` are names and digests (the first 64 bits of their SHA-256) of files that decide what it
    says, such as the languages of tesseract.
    """

    name: str
    version: str | None = None
    models: tuple[tuple[str, str], ...] = ()
    trouble: str | None = None
    without: str = ""


class _Ready(msgspec.Struct, frozen=True, kw_only=True):
    """A program at its path, below the bubblewrap at its."""

    row: Program
    bwrap: str
    path: str


class Programs:
    """The programs of this machine. All methods may be called from any thread.

    A program is looked for, and proved over a sample, when it is first asked for.
    """

    def __init__(self, keeper: Keeper, limits: Limits, *, forgone: bool) -> None:
        self._keeper = keeper
        self._limits = limits
        self._forgone = forgone
        self._lock = threading.Lock()
        self._walls: str | None = None
        self._known: dict[str, tuple[Standing, _Ready | None]] = {}

    def standing(self, name: str) -> Standing:
        """Tell whether a program can be used here.

        Raises:
            UnavailableError: no process can be had at all.
        """
        return self._look(name)[0]

    def libraries(self, names: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """Return names and versions of those of these programs that can be used, for a recipe."""
        found: list[tuple[str, str]] = []
        for name in names:
            standing, row = self.standing(name), row_of(name)
            if standing.version is not None:
                found.append((row.library, standing.version))
                found += [(f"{row.library}:{model}", hexed) for model, hexed in standing.models]
        return tuple(found)

    def run(
        self,
        name: str,
        arguments: Sequence[str],
        given: Slice | bytes,
        *,
        seconds: int | None = None,
        statuses: Collection[int] = (0,),
    ) -> bytes:
        """Run the program `name` with `arguments` of our own; return what it prints.

        `seconds` bound its work, and twice as many its time on the clock; None: as for a reader.
        It may end with one of `statuses`.

        Raises:
            Failure: it is missing (with its number), took too long or too much memory, printed
                too much (answer-refused), crashed, or ended with another status (reader-failed).
            UnavailableError: no process can be had.
        """
        _standing, ready = self._look(name)
        if ready is None:
            raise Failure(Code.PROGRAM_MISSING, NUMBER[name])
        line = command_line(ready.bwrap, ready.path, arguments, ready.row)
        size = given.size if isinstance(given, Slice) else len(given)
        granted = self._limits.granted(size)[0] if seconds is None else seconds
        return self._run(line, given, granted, statuses)

    def _run(
        self,
        line: tuple[str, ...],
        given: Slice | bytes,
        seconds: int,
        statuses: Collection[int] = (0,),
        *,
        with_errors: bool = False,
    ) -> bytes:
        limits, output = self._limits, bytearray()
        launch = Launch(
            command=line, seconds=seconds, memory=limits.memory, with_errors=with_errors
        )
        deadline = Deadline(2 * seconds)
        with standard_input(given) as source, self._keeper.program(launch, source) as child:
            try:
                while chunk := _next_chunk(child.channel, deadline):
                    output += chunk
                    if len(output) > limits.answer_bytes:
                        raise Failure(Code.ANSWER_REFUSED)
            except TimeoutError:
                raise Failure(Code.TOOK_TOO_LONG, 2 * seconds) from None
            # Its output ends when it ends; a status of its own says that it came to its end.
            status, peak = child.end()
        if status in statuses:
            return bytes(output)
        if status > _SIGNALLED:  # bubblewrap reports the signal of what it ran like a shell
            status = _SIGNALLED - status
        if 0 < status < NOT_STARTED:
            raise Failure(Code.READER_FAILED)
        raise cause_of_death(status, peak, seconds, limits)

    def _look(self, name: str) -> tuple[Standing, _Ready | None]:
        with self._lock:
            if name not in self._known:
                self._known[name] = self._found(row_of(name))
            return self._known[name]

    def _found(self, row: Program) -> tuple[Standing, _Ready | None]:
        bwrap, path = path_of(BWRAP), path_of(row.name)
        trouble = self._broken_walls(bwrap)
        if path is None:
            trouble = f"not installed; install the package {row.package}"
        if trouble is None and bwrap is not None and path is not None:
            ready = _Ready(row=row, bwrap=bwrap, path=path)
            version = self._version(ready)
            if version is not None and self._reads_its_sample(ready):
                models = tuple((Path(model).stem, _digest(model)) for model in models_of(row))
                return Standing(name=row.name, version=version, models=models), ready
            trouble = "it does not work below bubblewrap here"
        return Standing(name=row.name, trouble=trouble, without=row.without), None

    def _broken_walls(self, bwrap: str | None) -> str | None:
        """Return why bubblewrap cannot be used here, or None: it can."""
        if self._forgone:
            return "programs run below a sandbox only, and the sandbox is switched off"
        if bwrap is None:
            return f"bubblewrap is not installed; install the package {PACKAGE}"
        if self._walls is None:
            line = idle(bwrap)
            self._walls = _NO_NAMESPACES if line is None or not self._works(line) else ""
        return self._walls or None

    def _works(self, line: tuple[str, ...]) -> bool:
        try:
            self._run(line, b"", _SAMPLE_SECONDS)
        except Failure:
            return False
        return True

    def _version(self, ready: _Ready) -> str | None:
        line = command_line(ready.bwrap, ready.path, ready.row.ask, ready.row)
        try:
            said = self._run(line, b"", _SAMPLE_SECONDS, with_errors=True)
        except Failure:
            return None
        version = re.search(ready.row.version, said[:_SAID].decode("utf-8", "replace"))
        return version.group(1) if version else None

    def _reads_its_sample(self, ready: _Ready) -> bool:
        line = command_line(ready.bwrap, ready.path, ready.row.arguments, ready.row)
        try:
            return ready.row.expected in self._run(line, ready.row.sample, _SAMPLE_SECONDS)
        except Failure:
            return False


def _digest(path: str) -> str:
    with Path(path).open("rb") as file:
        return file_digest(file, "sha256").hexdigest()[:_DIGITS]


def _next_chunk(channel: socket.socket, deadline: Deadline) -> bytes:
    channel.settimeout(deadline.left())
    return channel.recv(_CHUNK)
