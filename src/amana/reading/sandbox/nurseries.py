"""The nurseries of a pool: of the common readers, of those with large libraries, of programs.

A worker is a copy of its nursery, and a large one takes longer to copy. So families that are marked
`apart` live in the second, which starts when the first document for one of them comes in. Programs
start from the third, which starts with the first of them: nurseries with readers give up too much
to start any.
"""

from __future__ import annotations

import threading
from importlib.metadata import PackageNotFoundError, version

from msgspec import structs

from amana.core import UnavailableError
from amana.reading.readers.family import Family
from amana.reading.sandbox.keeper import Keeper
from amana.reading.sandbox.protocol import Hello, Setup

Libraries = tuple[tuple[str, str], ...]


class Nurseries:
    """Starts, finds and stops the nurseries of a pool. `of` may be called from any thread."""

    def __init__(self, setup: Setup, spare: int) -> None:
        near = tuple(family for family in setup.families if not family.apart)
        self._apart = tuple(family for family in setup.families if family.apart)
        self.common = Keeper(structs.replace(setup, families=near), spare)
        self._large = Keeper(structs.replace(setup, families=self._apart), spare)
        self.programs = Keeper(structs.replace(setup, families=()), 0)
        self._lock = threading.Lock()
        self._hello: Hello | None = None
        self._large_started = False

    def start(self) -> tuple[str, ...]:
        """Start the nursery of the common readers; return the layers that confine its workers.

        Raises:
            UnavailableError: documents cannot be opened safely here.
        """
        self._hello = self.common.start()
        return self._hello.layers

    def stop(self) -> None:
        """Stop everything that was started."""
        self.common.stop()
        self._large.stop()
        self.programs.stop()

    def libraries(self, family: Family) -> Libraries:
        """Return the libraries that decide the results of a family, without starting anything.

        Raises:
            UnavailableError: they are not installed.
        """
        if self._hello is None:
            raise UnavailableError("the reading pool is closed", remedy="open a new one")
        if not family.apart:
            return self._hello.libraries[family.name]
        try:
            return tuple((name, version(name)) for name in family.distributions)
        except PackageNotFoundError as error:
            raise UnavailableError(
                f"the library {error.name} is not installed", remedy="install amana again"
            ) from error

    def of(self, family: Family) -> Keeper:
        """Return the nursery in which the reader of a family lives; start it if it must be.

        Raises:
            UnavailableError: it does not start, or is not what the recipes say.
        """
        if not family.apart:
            return self.common
        with self._lock:
            if not self._large_started:
                self._prove(self._large.start())
                self._large_started = True
        return self._large

    def start_apart(self) -> tuple[str, ...]:
        """Start the nursery of the large readers, where there are any; name their families.

        Raises:
            UnavailableError: it does not start, or is not what the recipes say.
        """
        for family in self._apart:
            self.of(family)
        return tuple(family.name for family in self._apart)

    def _prove(self, hello: Hello) -> None:
        """Hold the large readers against what the recipes of their readings will say.

        Raises:
            UnavailableError: they are others.
        """
        layers = self._hello.layers if self._hello else ()
        named = {family.name: self.libraries(family) for family in self._apart}
        if named == hello.libraries and layers == hello.layers:
            return
        self._large.stop()
        raise UnavailableError(
            "the readers with large libraries are not those that are installed: "
            f"{hello.libraries} instead of {named}, confined by {hello.layers}",
            remedy="install amana again",
        )
