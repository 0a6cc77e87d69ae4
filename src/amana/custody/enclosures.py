"""Files that an entry brings into the log: a time-stamp token, a cosigned checkpoint, a root.

They are what others signed, so that they must be kept byte for byte, and they must not be missing
after a crash: they are staged and published with the commit of the entry that states their digests
in its field `files`. Format: docs/reference/formats/custody.md. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from amana.core import JSON, CustodyError, UsageError, sha256_hex
from amana.records import Entry, Field, Problem

NO_FILES: Mapping[str, bytes] = MappingProxyType({})

FILES = "files"
"""The field that states them: {path below custody/: SHA-256}."""

_NAME = r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*"
_PATH = re.compile(rf"(?!tile/|payloads/)(?:{_NAME}/)+{_NAME}")
_LONGEST = 200
_SHA256 = re.compile(r"[0-9a-f]{64}")


def is_file_path(path: str) -> bool:
    """Tell whether a file of an entry can stand at `path` below custody/.

    Rules: in a folder, but neither in `tile` nor in `payloads`; at most 200 characters; names of
    small letters, digits, `_`, `-` and single dots inside: no name leads out of custody/, and no
    two are one on a file system that does not tell capitals.
    """
    return len(path) <= _LONGEST and _PATH.fullmatch(path) is not None


def digests_of_files(files: Mapping[str, bytes]) -> dict[str, JSON]:
    """Return what the field `files` states of files."""
    return {path: sha256_hex(data) for path, data in sorted(files.items())}


def stated_files(fields: Iterable[Field]) -> dict[str, str]:
    """Return the files that an entry states: SHA-256 by path. What is malformed is left out."""
    found = next((field.value for field in fields if field.name == FILES), None)
    pairs = found.items() if isinstance(found, dict) else ()
    return {
        path: digest
        for path, digest in pairs
        if is_file_path(path) and isinstance(digest, str) and _SHA256.fullmatch(digest)
    }


def require_new(
    entries: Sequence[Sequence[Field]],
    files: Mapping[str, bytes],
    there: Callable[[], Iterable[str]],
) -> None:
    """Make sure that files may come with these entries. `there` tells the paths of the log's files.

    Rules:
      1. Each path is one that a file can stand at.
      2. The entries state these files with their digests, each once, and no others.
      3. Nothing stands at a path yet, nor is one a folder of another.

    Raises:
        UsageError: a rule is broken; nothing was changed.
    """
    for path in files:
        if not is_file_path(path):
            raise UsageError(f"no file of an entry can stand at custody/{path}")
    values = [field.value for fields in entries for field in fields if field.name == FILES]
    stated = [pair for value in values if isinstance(value, dict) for pair in value.items()]
    if len(stated) != len(files) or dict(stated) != digests_of_files(files):
        raise UsageError("the entries state other files than those that come with them")
    if not files:
        return
    there_already = {*there()}
    folders = {folder for path in there_already | files.keys() for folder in _folders(path)}
    for path in files:
        if path in there_already | folders or there_already.intersection(_folders(path)):
            raise UsageError(
                f"there is something at custody/{path} already",
                remedy="nothing in custody/ is ever replaced; enter this under another name",
            )


def taken(path: str) -> CustodyError:
    """Return the error that something else stands where a committed file is to be published."""
    return CustodyError(
        f"custody/{path} is not what was committed under this name",
        remedy="move it out of custody/, keep it, and run the command again; what was committed "
        "waits in work/ and is then put in its place",
    )


def _folders(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


class EnclosureCheck:
    """Holds the files of a log against the entries that state them.

    Where entries cannot be read or believed, a file that no entry states may be one of theirs: then
    such files are not named, only the entries are.
    """

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read
        self._stated: dict[str, tuple[int, str]] = {}
        self._in_doubt = False

    def note(self, entry: Entry) -> None:
        """Take note of what an entry states."""
        files = stated_files(entry.fields)
        self._stated |= {path: (entry.index, digest) for path, digest in files.items()}

    def doubt(self, index: int) -> None:
        """Do not believe what entry `index` states: it is damaged."""
        self._in_doubt = True
        self._stated = {p: stated for p, stated in self._stated.items() if stated[0] != index}

    def may_hold(self, path: str) -> bool:
        """Tell whether an entry states, or may have stated, a file at this path."""
        return path in self._stated or (self._in_doubt and is_file_path(path))

    def problems(self) -> Iterator[Problem]:
        """Yield which files are missing or changed."""
        for path, (_, digest) in sorted(self._stated.items()):
            try:
                same = sha256_hex(self._read(path)) == digest
                detail = "is not the file that its entry states"
            except CustodyError as error:
                same, detail = False, error.message.removeprefix(f"custody/{path} ")
            if not same:
                yield Problem(step="log-structure", path=f"custody/{path}", detail=detail)
