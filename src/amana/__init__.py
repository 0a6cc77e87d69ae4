"""amana: an evidence archive that keeps originals bit-exact and proves that nothing changed.

For an investigator: the whole program, as commands and as a Python library.
For an engineer: packages from `core` up to `interface`; each imports only packages below it.
"""

from __future__ import annotations

__version__ = "0.1.0"
