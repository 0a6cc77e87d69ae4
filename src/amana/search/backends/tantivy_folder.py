"""The files of a tantivy index: which they are, whether they are whole, how they are removed."""

from __future__ import annotations

import json
import re
import struct
import zlib
from pathlib import Path

_META = "meta.json"
_SEGMENT_FILE = re.compile(r"[0-9a-f]{32}(?:\.\d+)?\.[a-z]+")
_OTHER_FILE = re.compile(r"meta\.json|\.managed\.json|\.tantivy-(?:meta|writer)\.lock|\.tmp\w+")

# A segment file ends with its footer: JSON with the CRC-32 of all before it, the length of that
# JSON, and a magic number (tantivy, src/directory/footer.rs, index format 7).
_TAIL = struct.Struct("<II")
_MAGIC = 1337
_BLOCK = 1 << 20


def holds_an_index(folder: Path) -> bool:
    """Return whether there is an index in `folder`, be it whole or not."""
    return (folder / _META).exists()


def wipe(folder: Path) -> None:
    """Remove the files of an index from `folder`, and nothing that has another kind of name."""
    for path in folder.iterdir():
        if _SEGMENT_FILE.fullmatch(path.name) or _OTHER_FILE.fullmatch(path.name):
            path.unlink()


def drop_leftovers(folder: Path) -> None:
    """Remove segment files of which the index knows nothing; nobody else may write to it.

    A power cut may leave them without the list from which the engine would remove them, and it
    fails over each whose name it wants to give anew.
    """
    for path in _segment_files(folder) - _known_files(folder):
        path.unlink(missing_ok=True)


def _segment_files(folder: Path) -> set[Path]:
    return {path for path in folder.iterdir() if _SEGMENT_FILE.fullmatch(path.name)}


def _known_files(folder: Path) -> set[Path]:
    """Return the files that `meta.json` leads to, whether they are there or not."""
    segments = json.loads((folder / _META).read_bytes())["segments"]
    known = set()
    for segment in segments:
        name, deletes = segment["segment_id"].replace("-", ""), segment["deletes"]
        of_its = {path for path in _segment_files(folder) if path.name.startswith(f"{name}.")}
        kept = f"{name}.{deletes['opstamp']}.del" if deletes else None
        known |= {path for path in of_its if path.suffix != ".del" or path.name == kept}
    return known


def damaged_files(folder: Path) -> tuple[str, ...]:
    """Return the names of the segment files in `folder` whose bytes are not what was written.

    The engine itself notices a flipped bit only by chance, and then by answers that lack a text.
    """
    return tuple(path.name for path in sorted(_known_files(folder)) if not _is_whole(path))


def _is_whole(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            file.seek(max(0, size - _TAIL.size))
            length, magic = _TAIL.unpack(file.read())
            body = size - _TAIL.size - length
            if magic != _MAGIC or body < 0:
                return False
            file.seek(body)
            footer: object = json.loads(file.read(length))
            if not isinstance(footer, dict):
                return False
            file.seek(0)
            checksum = 0
            while body:
                block = file.read(min(_BLOCK, body))
                if not block:
                    return False
                checksum = zlib.crc32(block, checksum)
                body -= len(block)
    except FileNotFoundError:
        return True  # merged away while we looked
    except (struct.error, ValueError):
        return False
    return checksum == footer.get("crc")
