"""The nurseries of a pool: of the common readers, of each with large libraries, of programs.

A worker is a copy of its nursery, and a large one takes longer to copy: with the libraries of
pictures in it, every other document would cost half as much again. So each family that is marked
`apart` lives in a nursery of its own, which starts when the first document for it comes in.
Programs start from another, which starts with the first of them: nurseries with readers give up
too much to start any.
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


class Apart:
    """The nursery of one family. `keeper` and `libraries` may be called from any thread."""

    def __init__(self, family: Family, setup: Setup, spare: int) -> None:
        self._family = family
        self._keeper = Keeper(structs.replace(setup, families=(family,)), spare)
        self._lock = threading.Lock()
        self._hello: Hello | None = None

    def libraries(self, layers: tuple[str, ...]) -> Libraries:
        """Return the libraries that decide the results; ask the reader where nothing else tells.

        Raises:
            UnavailableError: they are not installed, or the nursery does not start.
        """
        if not self._family.distributions:
            return self._started(layers).libraries[self._family.name]
        try:
            return tuple((name, version(name)) for name in self._family.distributions)
        except PackageNotFoundError as error:
            raise UnavailableError(
                f"the library {error.name} is not installed", remedy="install amana again"
            ) from error

    def keeper(self, layers: tuple[str, ...]) -> Keeper:
        """Return what keeps the nursery, which has started.

        Raises:
            UnavailableError: it does not start, or is not what the recipes say.
        """
        self._started(layers)
        return self._keeper

    def stop(self) -> None:
        """Stop it."""
        self._keeper.stop()

    def _started(self, layers: tuple[str, ...]) -> Hello:
        """Start the nursery once; hold it against what the recipes of its readings will say."""
        with self._lock:
            if self._hello is None:
                hello = self._keeper.start()
                said = hello.libraries[self._family.name]
                named = self.libraries(layers) if self._family.distributions else said
                if (named, layers) != (said, hello.layers):
                    self._keeper.stop()
                    raise UnavailableError(
                        f"the reader {self._family.name} is not the one that is installed: "
                        f"{said} instead of {named}, confined by {hello.layers}",
                        remedy="install amana again",
                    )
                self._hello = hello
            return self._hello


class Nurseries:
    """Starts, finds and stops the nurseries of a pool. `of` may be called from any thread."""

    def __init__(self, setup: Setup, spare: int) -> None:
        near = tuple(family for family in setup.families if not family.apart)
        self.common = Keeper(structs.replace(setup, families=near), spare)
        self.apart = {
            family.name: Apart(family, setup, spare) for family in setup.families if family.apart
        }
        self.programs = Keeper(structs.replace(setup, families=()), 0)
        self._hello: Hello | None = None

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
        for nursery in self.apart.values():
            nursery.stop()
        self.programs.stop()

    def libraries(self, family: Family) -> Libraries:
        """Return the libraries that decide the results of a family.

        Raises:
            UnavailableError: they are not installed.
        """
        hello = self._common_hello()
        if family.apart:
            return self.apart[family.name].libraries(hello.layers)
        return hello.libraries[family.name]

    def of(self, name: str) -> Keeper:
        """Return the nursery in which the reader of a family lives; start it if it must be.

        Raises:
            UnavailableError: it does not start, or is not what the recipes say.
        """
        if name not in self.apart:
            return self.common
        return self.apart[name].keeper(self._common_hello().layers)

    def start_apart(self) -> tuple[str, ...]:
        """Start the nursery of each reader with large libraries; name their families.

        Raises:
            UnavailableError: one does not start, or is not what the recipes say.
        """
        for name in self.apart:
            self.of(name)
        return tuple(self.apart)

    def _common_hello(self) -> Hello:
        if self._hello is None:
            raise UnavailableError("the reading pool is closed", remedy="open a new one")
        return self._hello
