"""Moving bytes in: files and folders; pages of the web in `capture`. Reads none of their content.

For an investigator: what was handed over is found, and whatever cannot be taken in is named.
For an engineer: a walk in fixed order and streams that notice change; no knowledge of formats.
"""

from __future__ import annotations

from amana.acquire.folders import Empty, Failed, Input, find_inputs
from amana.acquire.paths import opened
from amana.acquire.stream import ChangedWhileRead, InputUnreadable, SteadyFile

__all__ = [
    "ChangedWhileRead",
    "Empty",
    "Failed",
    "Input",
    "InputUnreadable",
    "SteadyFile",
    "find_inputs",
    "opened",
]
