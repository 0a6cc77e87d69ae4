"""The folder of one capture as one .wacz: the recording, its index, and what witnesses of it.

Format: docs/reference/formats/capture.md. What stands in it was computed from the folder, never
taken from memory, so a folder that a crash left makes a bundle as well, which says what it lacks;
and the same folder makes the same bytes.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec

from amana.acquire.capture.accounts import COLLECTOR_MEMBER, Account
from amana.acquire.capture.cdx import index
from amana.acquire.capture.gathering import DATA
from amana.acquire.capture.outcomes import main
from amana.acquire.capture.packing import Member, Package, pieces_of
from amana.acquire.capture.reconcile import plain_url
from amana.acquire.capture.statement import Told, statement
from amana.acquire.capture.telling import SEEN, Telling, record_of, tell
from amana.core import CHUNK, UnreadableError, sha256_hex
from amana.text import PRINTED_LANGUAGES

WACZ = "1.1.1"
_MOST_TEXT = 1 << 20
_MOST_SEARCHED = 16 << 20
_PACKAGE = "datapackage.json"
_DIGEST = "datapackage-digest.json"
_ORDER = (
    "exchanges.jsonl", "lookups.jsonl", "refused.jsonl", "websockets.jsonl", "requests.jsonl",
    "console.jsonl", "steps.jsonl",
)  # fmt: skip


def bundle(folder: Path, into: Path) -> Account:
    """Make the bundle of the capture in `folder`; return its account.

    Raises:
        UnavailableError, StorageFull: it cannot be written.
    """
    told = tell(folder)
    with Package(into, told.account.began) as package:
        _recording(package, told)
        _evidence(package, told)
        _statements(package, told)
        listed = tuple(package.members)
        content = _datapackage(told, listed)
        package.add(_PACKAGE, content)
        package.add(_DIGEST, _json({"path": _PACKAGE, "hash": f"sha256:{sha256_hex(content)}"}))
        if told.collector is not None:
            package.add(COLLECTOR_MEMBER, told.collector)
    return told.account


def withhold(whole: Path, into: Path) -> None:
    """Make a copy of a bundle without the part that tells of the collector.

    Every other member stays byte for byte, so that each digest in datapackage.json still holds;
    the account keeps the digest of the part, so that anybody sees that one is withheld.

    Raises:
        UnreadableError: it is damaged; it may come from anywhere.
    """
    try:
        with zipfile.ZipFile(whole) as archive:
            members = archive.infolist()
            at = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+00:00".format(*members[0].date_time)
            with Package(into, at) as package:
                for member in members:
                    if member.filename != COLLECTOR_MEMBER:
                        with archive.open(member) as opened:
                            pieces = iter(partial(opened.read, CHUNK), b"")
                            package.add_pieces(member.filename, pieces, member.file_size)
    except (zipfile.BadZipFile, EOFError, RuntimeError, ValueError, zlib.error) as error:
        raise UnreadableError(
            f"this bundle cannot be copied, since it is damaged: {error}",
            remedy="`amana export bag` takes it out as it is",
        ) from error


def _recording(package: Package, told: Telling) -> None:
    found = told.found
    data = f"archive/{DATA}"
    if "data" not in found.lacking:
        package.add_file(data, told.folder / DATA, found.recording.end)
    else:
        package.add(data, b"")
    package.add("indexes/index.cdx", index(found.recording.found, DATA))
    package.add("pages/pages.jsonl", _pages(told))


def _pages(told: Telling) -> bytes:
    """Return the list of pages (WACZ 1.1.1 section 5.2.3): the one that was shown, if any."""
    lines = [_json({"format": "json-pages-1.0", "id": "pages", "title": "Pages", "hasText": True})]
    account = told.account
    found = told.found
    last = main(account.shown, found.exchanges, found.requests) if account.shown else None
    record = record_of(last, found) if last is not None else None
    if record is not None:
        text = found.parts.get("text.txt")
        page = {
            "id": "1",
            "url": plain_url(record.url),
            "ts": record.date,
            "title": account.title or "",
        }
        if text is not None:
            page["text"] = _first(text.path, _MOST_TEXT)
        lines.append(_json(page))
    return b"".join(line + b"\n" for line in lines)


def _first(path: Path, most: int) -> str:
    with path.open("rb") as file:
        return file.read(most).decode("utf-8", "ignore")


def _evidence(package: Package, told: Telling) -> None:
    parts = told.found.parts
    package.add("evidence/capture.json", _pretty(told.account))
    for name in _ORDER:
        if name in parts:
            package.add_file(f"evidence/{name}", parts[name].path, parts[name].size)
    if told.found.recording.torn:
        package.add_pieces("evidence/data-tail.bin", *_tail(told))
    package.add("evidence/differences.jsonl", _jsonl(told.differences))
    package.add("evidence/defects.jsonl", _jsonl(told.defects))
    if told.robots is not None:
        package.add("evidence/robots.json", _pretty(told.robots))
    for name in sorted(parts.keys() - set(_ORDER)):
        package.add_file(f"evidence/{name}", parts[name].path, parts[name].size)


def _statements(package: Package, told: Telling) -> None:
    """Write the readable statements, which name every member that stands before them."""
    stated = Told(
        account=told.account,
        exchanges=told.found.exchanges,
        members=tuple(package.members),
        software=_software(told.account),
        collector=COLLECTOR_MEMBER,
        defects=len(told.defects),
        seen=int(told.account.options.get(SEEN, "0")),
    )
    for language in PRINTED_LANGUAGES:
        package.add(f"evidence/statement-{language}.html", statement(stated, language))


def _software(account: Account) -> str:
    amana = next((each for each in account.software if each.name == "amana"), None)
    return f"amana {amana.version}" if amana else "amana"


def _tail(told: Telling) -> tuple[Iterator[bytes], int]:
    """Return what follows the last whole record, and how much it is."""
    recording = told.found.recording
    path = told.folder / DATA
    return pieces_of(path, recording.size - recording.end, start=recording.end), recording.size


def _datapackage(told: Telling, members: tuple[Member, ...]) -> bytes:
    """Return datapackage.json: Frictionless Data Package, as WACZ 1.1.1 section 5.1.3 has it."""
    account = told.account
    package = {
        "profile": "data-package",
        "wacz_version": WACZ,
        "title": account.title or "",
        "software": _software(account),
        "created": account.ended[:19] + "Z",
        "resources": [
            {
                "name": each.path.rpartition("/")[2].lower(),
                "path": each.path,
                "hash": f"sha256:{each.sha256}",
                "bytes": each.bytes,
                "type": "file",
            }
            for each in members
        ],
    }
    if account.shown:
        package |= {"mainPageUrl": account.shown, "mainPageDate": account.began[:19] + "Z"}
    return msgspec.json.format(_json(package), indent=2) + b"\n"


def _json(value: object) -> bytes:
    return msgspec.json.encode(value)


def _pretty(value: msgspec.Struct) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _jsonl(values: tuple[msgspec.Struct, ...]) -> bytes:
    return b"".join(msgspec.json.encode(value) + b"\n" for value in values)
