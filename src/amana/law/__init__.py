"""Law: which crimes could this be, which court could act, what has material and what has none.

For an investigator: crimes and their elements, modes of liability, which State was bound when, the
rules of jurisdiction step by step, proceedings as they were known on a day, and the element matrix.
For an engineer: pure functions over `records`; everything that changes is a data file of this room.
"""

from __future__ import annotations

__all__: list[str] = []
