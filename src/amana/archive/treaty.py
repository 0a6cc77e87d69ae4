"""The treaty as an archive knows it: the program's facts, with the operator's own laid over."""

from __future__ import annotations

import os
from pathlib import Path

from amana.archive.layout import Layout
from amana.core import UsageError
from amana.core.settings import load_settings
from amana.law import Treaty, packaged_treaty, treaty_with


def treaty_of(folder: Path, facts: Path | None = None) -> Treaty:
    """Return the treaty for questions that are asked in a folder.

    Rules:
      1. `facts`, if given, is the operator's list that is laid over the program's.
      2. Else, if the folder is an archive, it is the one that its setting `treaty_facts` names.
      3. Else the program's facts stand alone.

    Raises:
        UsageError: the list cannot be read, or a line of it cannot be used.
    """
    path = facts or _set(folder)
    if path is None:
        return packaged_treaty()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the treaty facts in {path} cannot be read: {error.strerror}",
            remedy="see whether it exists and may be read, and what the setting treaty_facts says",
        ) from error
    return treaty_with(content, path.name)


def _set(folder: Path) -> Path | None:
    settings = Layout(folder).settings
    if not settings.is_file():
        return None
    named = load_settings(settings, os.environ).treaty_facts
    return folder / named if named else None
