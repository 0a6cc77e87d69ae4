"""What others confirm of an archive: `archive.anchors`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from amana.archive.authorities import KnownAuthority
from amana.archive.parts import Parts
from amana.archive.stamping import Asked, Reach, Stamping, over_http
from amana.archive.stamps import Shown
from amana.archive.trusted_time import Covering, TimeStatus, TrustedTime


class Anchors:
    """Has others confirm the state of the log, and shows what they confirmed.

    Trusted time: an authority signs that a checkpoint existed at a time, and with it everything
    that the log held then. `reach` leads to an authority.
    """

    def __init__(self, parts: Parts, reach: Reach = over_http) -> None:
        self._time = TrustedTime(parts)
        self._stamping = Stamping(parts, reach)

    def authorities(self) -> tuple[KnownAuthority, ...]:
        """Return the time-stamp authorities by name, with those that are no longer asked."""
        return self._time.authorities()

    def add_authority(self, name: str, url: str, roots: bytes) -> KnownAuthority:
        """Ask an authority at `url` from now on; trust its tokens by `roots`, certificates in PEM.

        Raises:
            UsageError: name, address or certificates cannot be used.
        """
        return self._stamping.add_authority(name, url, roots)

    def stop_authority(self, name: str) -> KnownAuthority:
        """Ask an authority no more. Its tokens stay, and stay checked.

        Raises:
            NotFound: there is none of that name.
        """
        return self._stamping.stop_authority(name)

    def timestamp(self) -> tuple[Asked, ...]:
        """Ask every authority for a token over the current checkpoint, where something is new.

        Raises:
            UsageError: no authority is known.
        """
        return self._stamping.timestamp()

    def export_queries(self, folder: Path) -> list[Path]:
        """Write a query for each authority into a folder that is carried there.

        Raises:
            UsageError: no authority is known, or something lies there under such a name.
        """
        return self._stamping.export_queries(folder)

    def import_responses(self, paths: Iterable[Path]) -> tuple[Asked, ...]:
        """Take in answers of authorities that were carried here: `.tsr` files, or folders of them.

        Raises:
            UsageError: there is none, or one cannot be read.
        """
        return self._stamping.import_responses(paths)

    def timestamps(self) -> tuple[Shown, ...]:
        """Return what each token shows, in the order of the log; each is verified.

        Raises:
            CustodyError: one is damaged; `amana check` names it.
        """
        return self._time.timestamps()

    def status(self) -> tuple[TimeStatus, ...]:
        """Tell for each authority its newest token, how much waits for one, whether one is due.

        Raises:
            CustodyError: a newest token is damaged; `amana check` names it.
        """
        return self._time.status()

    def covering(self, entry: int) -> tuple[Covering, ...]:
        """Return, for each authority, its earliest time-stamp that covers an entry; earliest first.

        Each is verified, and comes with a proof of the entry in the state of the log that it is of.

        Raises:
            CustodyError: the log has no such entry, or a token is damaged.
        """
        return self._time.covering(entry)
