"""Official texts of the Statute as an archive knows them: the table that its operator has."""

from __future__ import annotations

import os
from pathlib import Path

from amana.archive.layout import Layout
from amana.core import UsageError
from amana.core.settings import load_settings
from amana.law import OfficialText, read_texts


def official_texts_of(folder: Path, table: Path | None = None) -> tuple[OfficialText, ...]:
    """Return the official texts for questions that are asked in a folder.

    Rules:
      1. `table`, if given, is the table that they stand in.
      2. Else, if the folder is an archive, it is the one that its setting `law_texts` names.
      3. Else there are none.

    A setting, and no place inside the archive: these texts are no evidence and no decision of
    anybody; several archives can share one table, and a newer edition takes its place.

    Raises:
        UsageError: the table cannot be read, or rows of it are wrong.
    """
    path = table or _set(folder)
    if path is None:
        return ()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the official texts in {path} cannot be read: {error.strerror}",
            remedy="see whether it exists and may be read, and what the setting law_texts says",
        ) from error
    try:
        return read_texts(content)
    except UsageError as error:
        raise UsageError(f"{path.name}: {error.message}", remedy=error.remedy) from error


def _set(folder: Path) -> Path | None:
    settings = Layout(folder).settings
    if not settings.is_file():
        return None
    named = load_settings(settings, os.environ).law_texts
    return folder / named if named else None
