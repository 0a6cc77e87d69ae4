"""Queries that are carried to an authority by hand, and the way back of their answers.

What was exported waits in `work/timestamps/`: the query, whose nonce the answer must hold, and the
checkpoint that it is about. Neither is evidence before the answer is there: if both are lost, the
next query covers everything that they covered.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from amana.core import TokenRefused, UsageError
from amana.core.durable import make_folders, replace_file, storage_errors
from amana.custody import TOKEN_LIMIT, read_query, read_token

_QUERY = re.compile(r"([a-z0-9][a-z0-9_-]*)-(0|[1-9][0-9]*)\.tsq")


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A query that was exported: to whom, over the log of how many entries, and its checkpoint."""

    authority: str
    size: int
    query: bytes
    note: bytes

    @property
    def stem(self) -> str:
        """What its files are called."""
        return f"{self.authority}-{self.size}"


class WaitingQueries:
    """The queries that wait for an answer, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __iter__(self) -> Iterator[Waiting]:
        """Yield them by name; what is incomplete is left out."""
        for path in sorted(self._folder.glob("*.tsq")):
            match = _QUERY.fullmatch(path.name)
            with contextlib.suppress(OSError):
                if match:
                    yield Waiting(
                        authority=match[1],
                        size=int(match[2]),
                        query=path.read_bytes(),
                        note=path.with_suffix(".note").read_bytes(),
                    )

    def keep(self, waiting: Waiting) -> None:
        """Keep a query until it is answered."""
        with storage_errors(self._folder):
            make_folders(self._folder, 0o700)
        for suffix, data in (("note", waiting.note), ("tsq", waiting.query)):
            replace_file(self._folder / f"{waiting.stem}.{suffix}", data, staging=self._folder)

    def drop(self, waiting: Waiting) -> None:
        """Forget a query that was answered."""
        for suffix in ("tsq", "note"):
            with contextlib.suppress(OSError):
                (self._folder / f"{waiting.stem}.{suffix}").unlink()

    def answered_by(self, response: bytes) -> Waiting:
        """Return the query that a response answers.

        Raises:
            TokenRefused: the response is none, or answers no query that waits.
        """
        if len(response) > TOKEN_LIMIT:
            raise TokenRefused(
                "this is too long for a time-stamp response",
                remedy="name the .tsr file that the authority gave",
            )
        token = read_token(response)
        for waiting in self:
            with contextlib.suppress(TokenRefused):
                asked = read_query(waiting.query)
                if (asked.nonce, asked.imprint) == (token.nonce, token.imprint):
                    return waiting
        raise TokenRefused(
            "this answers no query that waits here",
            remedy="see that it is the right archive and that this answer was not imported before; "
            "otherwise export again",
        )


def write_queries(queries: Iterable[Waiting], folder: Path) -> list[Path]:
    """Write queries into a folder that is carried away; none is written over.

    Raises:
        UsageError: something else lies there under such a name.
    """
    written = []
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for each in queries:
            path = folder / f"{each.stem}.tsq"
            if path.exists() and path.read_bytes() != each.query:
                raise UsageError(f"{path} is there already", remedy="name another folder")
            path.write_bytes(each.query)
            written.append(path)
    return written


def responses(paths: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
    """Yield every response (`*.tsr`) in folders, and every file that is named itself.

    Raises:
        UsageError: one cannot be read, or there is none.
    """
    found = [
        path
        for named in paths
        for path in (sorted(named.glob("*.tsr")) if named.is_dir() else [named])
    ]
    if not found:
        raise UsageError(
            "there is no time-stamp response here",
            remedy="name the .tsr files that the authority gave, or their folder",
        )
    for path in found:
        try:
            with path.open("rb") as stream:
                yield path, stream.read(TOKEN_LIMIT + 1)
        except OSError as error:
            raise UsageError(
                f"{path} cannot be read: {error.strerror}",
                remedy="name the .tsr files that the authority gave, or the folder with them",
            ) from error
