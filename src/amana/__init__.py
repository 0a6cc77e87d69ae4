"""amana: an evidence archive that keeps originals bit-exact and proves that nothing changed.

For an investigator: the whole program, as commands and as a Python library:

    import amana

    archive = amana.open("my-archive")

For an engineer: packages from `core` up to `interface`; each imports only packages below it. The
names here are loaded when they are first used, so that importing one package does not load all.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from amana.archive import Archive
    from amana.archive import init_archive as init
    from amana.archive import open_archive as open  # noqa: A004 - as in `gzip.open`
    from amana.core import AmanaError
    from amana.records import Actor, Form, Restriction, RestrictionKind

__version__ = "0.1.0"

_PUBLIC = {
    "Actor": ("amana.records", "Actor"),
    "AmanaError": ("amana.core", "AmanaError"),
    "Archive": ("amana.archive", "Archive"),
    "Form": ("amana.records", "Form"),
    "Restriction": ("amana.records", "Restriction"),
    "RestrictionKind": ("amana.records", "RestrictionKind"),
    "init": ("amana.archive", "init_archive"),
    "open": ("amana.archive", "open_archive"),
}

__all__ = [
    "Actor",
    "AmanaError",
    "Archive",
    "Form",
    "Restriction",
    "RestrictionKind",
    "__version__",
    "init",
    "open",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the type is that of the name
    """Load a public name when it is first used (PEP 562)."""
    try:
        module, attribute = _PUBLIC[name]
    except KeyError:
        msg = f"module 'amana' has no attribute {name!r}"
        raise AttributeError(msg) from None
    return getattr(importlib.import_module(module), attribute)
