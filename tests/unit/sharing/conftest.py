"""A proof bundle in a folder, with the key of the log beside it as a stranger would have it."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from amana.catalogue import ItemRow
from amana.core import JSON
from amana.custody import LogReader, LogWriter, Signer, disclose, salted, tlog_proof
from amana.custody.backends import MemoryLog
from amana.custody.backends.authority_memory import MemoryAuthority
from amana.custody.cosignature import Cosigner
from amana.custody.note import Note, decode_note, encode_note
from amana.custody.tokens import make_query
from amana.records import State
from amana.sharing import Bundle, Cosignature, Stamp, Told, bundle_files

EARLY = 100
"""How many entries the log had when its time was stamped."""
STAMPED = datetime(2026, 11, 21, 18, 5, tzinfo=UTC)
CONTENT = b"An original that somebody handed over.\n" * 40
SHA256 = hashlib.sha256(CONTENT).hexdigest()
SECRETS: dict[str, JSON] = {
    "name": "canary-name \u0645\u0644\u0641.txt",
    "path": {"b64": "Y2FuYXJ5LXBhdGg="},
    "source": 'canary-source "quoted" \\ {{VKEY}}',
    "collector": "canary-collector",
    "restrictions": [{"kind": "embargo", "until": "2027-canary"}, {"kind": "lead-only"}],
}
SHOWN = ("type", "at", "digests", "software")

Make = Callable[..., Path]
CosignIt = Callable[..., Cosignature]
MakeTold = Callable[..., Told]


def values() -> list[tuple[str, JSON]]:
    """Return the fields of an entry, open ones and secret ones."""
    return [
        ("type", "acquired"),
        ("at", {"clock": "fixed", "time": "2026-11-21T18:00:00.000000Z"}),
        ("software", {"name": "amana", "version": "0.1.0"}),
        ("digests", {"sha256": SHA256, "size": len(CONTENT)}),
        *SECRETS.items(),
    ]


@pytest.fixture(scope="session")
def signer() -> Signer:
    return Signer.generate("example.org/log")


@pytest.fixture(scope="session")
def grown(signer: Signer) -> tuple[MemoryLog, bytes]:
    """Return a log in which every entry is about the same original, and an earlier checkpoint."""
    storage = MemoryLog()
    writer = LogWriter.create(storage, signer, "0")
    writer.append([salted(values()) for _ in range(EARLY)], lambda: "0")
    note = storage.read("checkpoint")
    writer.append([salted(values()) for _ in range(300 - EARLY)], lambda: "0")
    return storage, note


@pytest.fixture(scope="session")
def log(grown: tuple[MemoryLog, bytes]) -> MemoryLog:
    return grown[0]


@pytest.fixture(scope="session")
def authority() -> MemoryAuthority:
    return MemoryAuthority(lambda: STAMPED)


@pytest.fixture
def stamp(grown: tuple[MemoryLog, bytes], signer: Signer, tmp_path: Path) -> Callable[..., Stamp]:
    """Return what makes a time-stamp over the earlier checkpoint; its root goes to `ROOTS.PEM`."""

    def stamped(by: MemoryAuthority, name: str = "north", index: int = 7) -> Stamp:
        log, note = grown
        path = LogReader(log, signer.verifier).inclusion(index, EARLY)
        (tmp_path / "ROOTS.PEM").write_bytes(by.roots)
        return Stamp(
            authority=name,
            note=note,
            proof=tlog_proof(index, path, note),
            token=by.ask(make_query(note)),
            roots=by.roots,
        )

    return stamped


@pytest.fixture(scope="session")
def witness() -> tuple[Cosigner, Cosigner]:
    """Return the two keys of a witness."""
    return (
        Cosigner("example.org/witness", Ed25519PrivateKey.generate()),
        Cosigner("example.org/witness", MLDSA44PrivateKey.generate()),
    )


@pytest.fixture
def cosign(grown: tuple[MemoryLog, bytes], signer: Signer, tmp_path: Path) -> CosignIt:
    """Return what has the earlier checkpoint cosigned; the keys go to `WITNESSES.VKEY`."""

    def made(*by: Cosigner, index: int = 7, at: datetime = STAMPED) -> Cosignature:
        log, data = grown
        own, time = decode_note(data), int(at.timestamp())
        lines = tuple(each.cosign(own.text, time) for each in by)
        note = encode_note(Note(text=own.text, signatures=(*own.signatures, *lines)))
        path = LogReader(log, signer.verifier).inclusion(index, EARLY)
        keys = tuple(each.verifier.vkey() for each in by)
        (tmp_path / "WITNESSES.VKEY").write_text("".join(f"{key}\n" for key in keys))
        return Cosignature(
            witness=by[0].verifier.name, note=note, proof=tlog_proof(index, path, note), keys=keys
        )

    return made


@pytest.fixture
def modern(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put an openssl that knows ML-DSA-44 before that of the machine."""
    folder = tmp_path / "modern"
    folder.mkdir()
    program = folder / "openssl"
    stand_in = Path(__file__).with_name("openssl35.py")
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{stand_in}" "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


@pytest.fixture
def make(log: MemoryLog, signer: Signer, tmp_path: Path) -> Make:
    """Return what writes a bundle into a folder and the key into `LOG.VKEY` beside it."""

    def bundle(
        release: Collection[str] = SHOWN,
        index: int = 7,
        stamps: Collection[Stamp] = (),
        cosignatures: Collection[Cosignature] = (),
    ) -> Path:
        proven = LogReader(log, signer.verifier).prove(index)
        made = Bundle(
            ref="IT-7F3K-Q2MH",
            original=SHA256,
            size=len(CONTENT),
            index=index,
            disclosure=disclose(proven.payload, release),
            proof=proven.proof,
            checkpoint=proven.checkpoint,
            verifier=signer.verifier,
            stamps=tuple(stamps),
            cosignatures=tuple(cosignatures),
        )
        folder = tmp_path / "bundle"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (tmp_path / "LOG.VKEY").write_bytes(signer.verifier.file())
        for name, content in {**bundle_files(made), "original": CONTENT}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        return folder

    return bundle


@pytest.fixture
def canaries() -> dict[str, str]:
    """Return what stands in each field that a statement withholds unless it is released."""
    return {
        "actor": "canary-actor",
        "collector": "canary-collector",
        "source": "canary-source",
        "name": "canary-name.txt",
        "path": "/canary/path",
        "purpose": "canary-purpose",
        "consent": "canary-consent",
        "restrictions": "2027-01-31",
    }


@pytest.fixture
def told(signer: Signer, canaries: dict[str, str]) -> MakeTold:
    """Return what makes the matter of a statement, with the fields named shown."""

    def make(
        *release: str,
        checks: Collection[int] = (0,),
        touched: bool = False,
        archive: str = "Harbour",
        **changed: JSON,
    ) -> Told:
        fields = {**_acquired(canaries), **changed}
        log = MemoryLog()
        problem: JSON = {"path": "vault", "items": ["IT-7F3K-Q2MH" if touched else "IT-0"]}
        entries = [salted(list(fields.items()))]
        entries += [salted(_checked(n, count, problem)) for n, count in enumerate(checks)]
        LogWriter.create(log, signer, "0").append(entries, lambda: "0")
        reader = LogReader(log, signer.verifier)
        return Told(
            archive=archive,
            row=_row(),
            disclosure=disclose(
                reader.payload(0), {"type", "at", "item", "digests", "method", "software", *release}
            ),
            entries=list(reader.entries()),
            checkpoint=reader.checkpoint(),
            vkey=signer.verifier.vkeys()[0],
            fingerprint=signer.verifier.fingerprint(),
            software="amana 0.1.0",
            printed="2026-11-21T18:30:00.000000Z",
        )

    return make


def _acquired(canaries: dict[str, str]) -> dict[str, JSON]:
    return {
        "type": "acquired",
        "at": {"clock": "fixed", "time": "2026-11-21T18:00:00.000000Z"},
        "actor": {"name": canaries["actor"], "basis": "given", "verified": False},
        "software": {"name": "amana", "version": "0.1.0"},
        "item": "IT-7F3K-Q2MH",
        "digests": {"sha256": SHA256, "size": len(CONTENT)},
        "method": "handover",
        **{n: canaries[n] for n in ("name", "path", "source", "collector", "purpose", "consent")},
        "restrictions": [{"kind": "confidential"}, {"kind": "embargo", "until": "2027-01-31"}],
    }


def _checked(number: int, count: int, problem: JSON) -> list[tuple[str, JSON]]:
    return [
        ("type", "checked"),
        ("at", {"clock": "fixed", "time": f"2026-11-21T18:{9 + number:02}:00.000000Z"}),
        ("actor", {"name": "canary-actor"}),
        ("problem_count", count),
        ("problems", [problem] if count else []),
    ]


def _row() -> ItemRow:
    return ItemRow(
        ref="IT-7F3K-Q2MH",
        sha256=SHA256,
        blake3="b3" * 32,
        size=len(CONTENT),
        name="canary-name.txt",
        source="canary-source",
        collector="canary-collector",
        purpose="canary-purpose",
        method="handover",
        consent="canary-consent",
        acquired_at="2026-11-21T18:00:00.000000Z",
        acquired_entry=0,
        state=State.READ,
        reason="canary-reason",
        media_type="text/plain",
        reading=None,
        root="IT-7F3K-Q2MH",
        title="canary-title",
    )
