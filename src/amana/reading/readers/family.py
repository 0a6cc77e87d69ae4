"""What a family of readers is, and what its module offers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from amana.reading.readers.intake import Content, Outlet
from amana.reading.wire import (
    PixelsAnswer,
    ReadOrder,
    RenderOrder,
    SizesAnswer,
    SizesOrder,
    TextAnswer,
)


class Family(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reader: its name, module, version, and the media types that it takes.

    A media type that ends in `/*` stands for all of that kind, one that begins with `+` for all of
    that syntax. `streams` is true when the reader
    never holds the whole document in memory, so that there is no limit to its size. `programs` are
    those of `sandbox.programs` that the pool may run over its documents: they stand in the recipe.

    `paged` families draw their pages.

    `apart` families have large libraries. Each lives in a nursery of its own, which starts when the
    first document for it comes in. Until then the recipe takes the versions of `distributions` from
    what is installed; the reader must then name the same as its libraries. Where none are named,
    the nursery starts to tell.
    """

    name: str
    module: str
    version: str
    media_types: tuple[str, ...]
    streams: bool = False
    programs: tuple[str, ...] = ()
    apart: bool = False
    distributions: tuple[str, ...] = ()
    paged: bool = False


class Reader(Protocol):
    """What the module of a family offers."""

    read: Callable[[Content, ReadOrder, Outlet], TextAnswer]
    """Read a document; raises `GiveUp` when it cannot be read."""

    libraries: Callable[[], tuple[tuple[str, str], ...]]
    """Names and versions of the libraries that decide the result."""

    warm: Callable[[], None]
    """Read own small samples, so that nothing needs to be imported later; raises when wrong."""


class PageReader(Reader, Protocol):
    """What the module of a family with pages offers besides."""

    render: Callable[[Content, RenderOrder], PixelsAnswer]
    """Draw one page; raises `GiveUp`."""

    sizes: Callable[[Content, SizesOrder], SizesAnswer]
    """Tell the sizes of the pages; raises `GiveUp`."""
