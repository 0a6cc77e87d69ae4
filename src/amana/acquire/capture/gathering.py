"""The folder of a capture read as it lies there, whole or as a crash left it.

Nothing that is missing, torn or wrong stops it: what there is, is taken, and the rest is told by
codes (`lacking`) and defects. docs/reference/formats/capture.md lists both.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from amana.acquire.capture.accounts import (
    PICTURE,
    Deed,
    Exchange,
    Lookup,
    Message,
    Refused,
    Request,
)
from amana.acquire.capture.noted import (
    BEGUN,
    COLLECTOR,
    NETWORK,
    SHOWN,
    Begun,
    Collector,
    Defect,
    Shown,
)
from amana.acquire.capture.rereading import Recording, reread
from amana.core import prepared

DATA = "data.warc.gz"
_LOGS: dict[str, type[msgspec.Struct]] = {
    "exchanges": Exchange,
    "lookups": Lookup,
    "refused": Refused,
    "websockets": Message,
    "requests": Request,
    "steps": Deed,
}
_FREE_LOGS = ("console",)
_FRAME = re.compile(r"[0-9]{1,6}\.html\Z")
_CERTIFICATE = re.compile(r"[0-9a-f]{64}\.der\Z")
_ENDS = {".png": b"IEND\xaeB`\x82", ".pdf": b"%%EOF"}
_SINGLE = {"page.pdf": "pdf", "page.mhtml": "mhtml", "text.txt": "text", "frames.json": "frames"}

_NO_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What a line raises that is none, whatever a crash or a disk made of it."""

_Kind = TypeVar("_Kind", Begun, Shown, Collector)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A file that goes into the bundle: where it lies, and how many bytes of it are whole."""

    path: Path
    size: int


class Gathered(msgspec.Struct, kw_only=True):
    """Everything that was found in a folder."""

    begun: Begun | None = None
    shown: Shown | None = None
    collector: Collector | None = None
    recording: Recording = Recording(found=(), end=0, size=0)
    exchanges: list[Exchange] = []
    lookups: list[Lookup] = []
    refused: list[Refused] = []
    requests: list[Request] = []
    parts: dict[str, Part] = {}
    lacking: set[str] = set()
    defects: list[Defect] = []


def gather(folder: Path) -> Gathered:
    """Read the folder of a capture."""
    found = Gathered()
    found.begun = _note(folder / BEGUN, Begun, found)
    found.shown = _note(folder / SHOWN, Shown, found)
    found.collector = _collector(folder, found)
    if _is_file(folder / DATA):
        found.recording = reread(folder / DATA)
        if found.recording.torn:
            found.lacking.add("data-torn")
    else:
        found.lacking.add("data")
    for name in (*_LOGS, *_FREE_LOGS):
        _log(folder / f"{name}.jsonl", name, found)
    _pictures(folder, found)
    for name, code in _SINGLE.items():
        _part(folder / name, name, code, found)
    _numbered(folder / "frames", _FRAME, "frame", found)
    _numbered(folder / "tls", _CERTIFICATE, "tls", found)
    _certificates(found)
    return found


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _note(path: Path, kind: type[_Kind], found: Gathered) -> _Kind | None:
    """Read a note; one that is torn counts as none, and is told."""
    if not _is_file(path):
        found.lacking.add(path.stem)
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=prepared(kind))
    except _NO_JSON:
        found.lacking.add(f"{path.stem}-torn")
        return None


def _collector(folder: Path, found: Gathered) -> Collector | None:
    told = _note(folder / COLLECTOR, Collector, found)
    if told is None:
        return None
    network = folder / NETWORK
    lines = list(_lines(network)) if _is_file(network) else []
    whole = tuple(msgspec.Raw(line) for line in lines if _decodes(line))
    return msgspec.structs.replace(told, network=whole)


def _decodes(line: bytes) -> bool:
    try:
        msgspec.json.decode(line)
    except _NO_JSON:
        return False
    return True


def _lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file, each with its end; the last may have none."""
    with path.open("rb") as file:
        yield from file


def _log(path: Path, name: str, found: Gathered) -> None:
    """Read a log line by line; a torn last line is left out and told, a bad one is a defect."""
    if not _is_file(path):
        found.lacking.add(name)
        return
    decoder = msgspec.json.Decoder(prepared(_LOGS.get(name, msgspec.Raw)))
    kept: list[object] | None = getattr(found, name, None)
    whole = 0
    for number, line in enumerate(_lines(path), 1):
        if not line.endswith(b"\n"):
            found.lacking.add(f"{name}-torn")
            break
        whole += len(line)
        try:
            told = decoder.decode(line)
        except _NO_JSON as error:
            said = f"line {number}: {error}"
            found.defects.append(Defect(kind="line", name=f"{name}.jsonl", said=said))
            continue
        if kept is not None:
            kept.append(told)
    found.parts[f"{name}.jsonl"] = Part(path=path, size=whole)


def _part(path: Path, name: str, code: str, found: Gathered) -> None:
    if not _is_file(path):
        found.lacking.add(code)
        return
    size = path.stat().st_size
    ends = _ENDS.get(path.suffix)
    if ends is not None:
        with path.open("rb") as file:
            file.seek(max(0, size - 32))
            if ends not in file.read():
                found.lacking.add(f"{code}-torn")
    found.parts[name] = Part(path=path, size=size)


def _pictures(folder: Path, found: Gathered) -> None:
    for when in ("before", "after"):
        _part(folder / f"picture-{when}.png", f"picture-{when}.png", f"picture-{when}", found)
    for path in sorted(folder.glob("picture-*.png")):
        if PICTURE.fullmatch(path.name) and path.name not in found.parts:
            _part(path, path.name, path.stem, found)


def _numbered(folder: Path, names: re.Pattern[str], what: str, found: Gathered) -> None:
    """Take the files of a folder below; in a bundle all of them lie side by side."""
    if folder.is_dir() and not folder.is_symlink():
        for path in sorted(folder.iterdir()):
            if names.match(path.name) and _is_file(path):
                size = path.stat().st_size
                found.parts[f"{what}-{path.name}"] = Part(path=path, size=size)


def _certificates(found: Gathered) -> None:
    """Hold each certificate against its name, and each chain against the certificates."""
    there = set()
    for name, part in found.parts.items():
        if name.startswith("tls-"):
            digest = hashlib.sha256(part.path.read_bytes()).hexdigest()
            there.add(digest)
            if name != f"tls-{digest}.der":
                found.defects.append(Defect(kind="certificate", name=name, said=digest))
    for exchange in found.exchanges:
        chain = exchange.tls.chain if exchange.tls else ()
        found.defects += (
            Defect(kind="no-certificate", number=exchange.number, name=digest)
            for digest in chain
            if digest not in there
        )
