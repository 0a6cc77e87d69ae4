"""One small reader for each family of formats.

For an investigator: which kinds of originals can be read.
For an engineer: `FAMILIES` is the table. A family is one module that runs only inside a confined
worker; adding one means writing the module and its row here.
"""

from __future__ import annotations

from amana.reading.readers.catalogue import FAMILIES, Family, family_of

__all__ = ["FAMILIES", "Family", "family_of"]
