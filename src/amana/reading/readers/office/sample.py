"""Packages of our own for the warming up of readers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

OLD = "http://schemas.openxmlformats.org/"
WORD = OLD + "wordprocessingml/2006/main"
SHEET = OLD + "spreadsheetml/2006/main"
SLIDES = OLD + "presentationml/2006/main"
DRAWING = OLD + "drawingml/2006/main"
LINKS = OLD + "officeDocument/2006/relationships"
RELATIONS = OLD + "package/2006/relationships"


def packed(parts: Mapping[str, str | bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    """Return a package of these parts, in their order; `stored` ones are not compressed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return file.getvalue()


def related(**targets: str) -> str:
    """Return a part of relations: the kind of each, and its target."""
    rows = "".join(
        f'<Relationship Id="{kind}" Type="{LINKS}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{RELATIONS}">{rows}</Relationships>'
