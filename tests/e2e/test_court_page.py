"""docs/how-to/check-an-item-in-court.md, typed as it stands, against true and false bundles."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amana.archive import Archive, init_archive
from amana.core import JSON
from amana.custody import LogReader, LogWriter, disclose, salted, tlog_proof
from amana.custody.backends import MemoryLog, create_signer
from amana.custody.cosignature import Cosigner
from amana.custody.note import Note, Signature, decode_note, encode_note
from amana.custody.tokens import make_query
from amana.records import Form
from amana.sharing import Bundle, Cosignature, Stamp, bundle_files

BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STEP = re.compile(r"^### (\d)\. .*?(?=^##)", re.MULTILINE | re.DOTALL)
SEEN = 1_795_284_300  # 2026-11-21 18:05:00 UTC
MARK = "\x1e"
BAD = re.compile(
    r"DOES NOT HOLD|FAILED|Failure|No such file|Could not|[Ee]rror|unable|malformed|cannot"
)


class Desk(NamedTuple):
    """What lies on an expert's desk, and what others could have put there instead."""

    folder: Path
    other: Path
    archive: Archive
    ref: str
    authority: Authority
    stranger: Authority
    witness: Cosigner


class Authority:
    """A time-stamp authority of `openssl ts`, with a root of its own."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        folder.mkdir()
        (folder / "tsa.cnf").write_text(
            f"[ts]\nserial = {folder}/serial\nsigner_cert = {folder}/tsa.pem\n"
            f"signer_key = {folder}/tsa.key\nsigner_digest = sha256\ncerts = {folder}/tsa.pem\n"
            "default_policy = 1.2.3.4.1\ndigests = sha256\ness_cert_id_alg = sha256\n"
            "[extensions]\nextendedKeyUsage = critical,timeStamping\n"
        )
        (folder / "serial").write_text("01\n")
        root = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc"]
        self._openssl("req", *root, "-subj", f"/CN={name} Root", "-days", "3650",
                      "-keyout", "root.key", "-out", "root.pem")  # fmt: skip
        self._openssl("req", *root[1:], "-subj", f"/CN={name}", "-keyout", "tsa.key",
                      "-out", "tsa.csr")  # fmt: skip
        self._openssl("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key",
                      "-days", "3000", "-extfile", "tsa.cnf", "-extensions", "extensions",
                      "-out", "tsa.pem")  # fmt: skip

    @property
    def roots(self) -> bytes:
        return (self._folder / "root.pem").read_bytes()

    def stamp(self, note: bytes) -> bytes:
        (self._folder / "query.tsq").write_bytes(make_query(note))
        self._openssl("ts", "-reply", "-config", "tsa.cnf", "-section", "ts",
                      "-queryfile", "query.tsq", "-out", "token.tsr")  # fmt: skip
        return (self._folder / "token.tsr").read_bytes()

    def _openssl(self, *words: str) -> None:
        subprocess.run(
            ["openssl", *words],  # noqa: S607 - the program of the machine, as authorities have it
            cwd=self._folder,
            check=True,
            capture_output=True,
        )


def bundled(
    archive: Archive,
    ref: str,
    folder: Path,
    stamps: tuple[Stamp, ...] = (),
    cosignatures: tuple[Cosignature, ...] = (),
) -> None:
    """Write a proof bundle as `amana prove` does."""
    row, stream = archive.original(ref)
    parts = archive._parts
    proven = parts.log.prove(row.acquired_entry)
    bundle = Bundle(
        ref=ref,
        original=row.sha256,
        size=row.size,
        index=row.acquired_entry,
        disclosure=disclose(proven.payload, {"type", "at", "item", "digests", "method"}),
        proof=proven.proof,
        checkpoint=proven.checkpoint,
        verifier=parts.verifier,
        stamps=stamps,
        cosignatures=cosignatures,
    )
    with stream:
        files = {**bundle_files(bundle), "original": stream.read()}
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def stamped(archive: Archive, ref: str, authority: Authority) -> Stamp:
    log, entry = archive._parts.log, archive.show(ref).item.acquired_entry
    note, size = archive.checkpoint_note(), archive.checkpoint().size
    return Stamp(
        authority="north",
        note=note,
        proof=tlog_proof(entry, log.inclusion(entry, size), note),
        token=authority.stamp(note),
        roots=authority.roots,
    )


def cosigned(archive: Archive, ref: str, by: Cosigner) -> Cosignature:
    log, entry = archive._parts.log, archive.show(ref).item.acquired_entry
    own, size = decode_note(archive.checkpoint_note()), archive.checkpoint().size
    signatures = (*own.signatures, by.cosign(own.text, SEEN))
    note = encode_note(Note(text=own.text, signatures=signatures))
    proof = tlog_proof(entry, log.inclusion(entry, size), note)
    keys = (by.verifier.vkey(),)
    return Cosignature(witness=by.verifier.name, note=note, proof=proof, keys=keys)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    authority, stranger = Authority(folder / "north", "North"), Authority(folder / "x", "Stranger")
    archive = init_archive(folder / "archive", actor="nadia")
    archive.add(sorted((samples / "press").iterdir()), Form(source="Courier"), read=False)
    ref, other = (row.ref for row in archive.list()[1][1:3])
    stamp = stamped(archive, ref, authority)
    witness = Cosigner("example.org/witness", Ed25519PrivateKey.generate())
    cosignature = cosigned(archive, ref, witness)
    for _ in range(3):
        archive.check()
    bundled(archive, ref, folder / "given" / "bundle", (stamp,), (cosignature,))
    bundled(archive, other, folder / "given" / "other")
    (folder / "given" / "WITNESSES.VKEY").write_text(witness.verifier.vkey() + "\n")
    shutil.copy(archive.root / "custody" / "log.vkey", folder / "given" / "LOG.VKEY")
    (folder / "given" / "ROOTS.PEM").write_bytes(authority.roots)
    return Desk(folder / "given" / "bundle", folder / "given" / "other", archive, ref, authority,
                stranger, witness)  # fmt: skip


@pytest.fixture
def desk(made: Desk, tmp_path: Path) -> Desk:
    shutil.copytree(made.folder.parent, tmp_path / "given")
    given = tmp_path / "given"
    return made._replace(folder=given / "bundle", other=given / "other")


@pytest.fixture(scope="module")
def modern(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """An openssl that knows ML-DSA-44, whatever that of the machine knows."""
    folder = tmp_path_factory.mktemp("modern")
    stand_in = root / "tests" / "unit" / "sharing" / "openssl35.py"
    (folder / "openssl").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{stand_in}" "$@"\n')
    (folder / "openssl").chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    path = root / "docs" / "how-to" / "check-an-item-in-court.md"
    return path.read_text(encoding="utf-8")


def typed(page: str, folder: Path, modern: Path) -> dict[int, list[str]]:
    """Type every block of the page in one shell; return what each step prints (0: before them)."""
    blocks = BLOCK.findall(page)
    script = "".join(f"printf '{MARK}\\n'\n{block}" for block in blocks)
    done = subprocess.run(
        ["sh", "-c", script],  # noqa: S607 - the shell of the expert, wherever it lies
        cwd=folder,
        env={"PATH": f"{modern}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    _, received, begun, *steps = done.stdout.split(f"{MARK}\n")
    outputs = [received + begun, *steps]
    return {number: output.splitlines() for number, output in enumerate(outputs)}


def first_that_fails(printed: dict[int, list[str]]) -> int | None:
    return next((number for number, lines in printed.items() if any(map(BAD.search, lines))), None)


def test_the_lines_are_those_of_the_bundle(page: str, desk: Desk) -> None:
    of_the_bundle = BLOCK.findall((desk.folder / "VERIFY.md").read_text(encoding="utf-8"))
    assert BLOCK.findall(page)[1:] == of_the_bundle
    assert [int(step) for step in STEP.findall(page)] == list(range(1, 10))
    assert all(len(BLOCK.findall(step[0])) == 1 for step in STEP.finditer(page))


def test_a_true_bundle_holds_at_every_step(page: str, desk: Desk, modern: Path) -> None:
    printed = typed(page, desk.folder, modern)
    assert first_that_fails(printed) is None
    assert len(printed[1]) == 14
    assert all(line.endswith(": OK") for line in printed[1])
    assert len(printed[2]) == 5
    assert printed[4] == []
    for number in (2, 3, 5):
        assert all(line.startswith("ok: ") for line in printed[number])
    assert [line[:9] for line in printed[6]] == ["ok: the c", "Signature"]
    assert [line[:9] for line in printed[7]] == ["ok: the p", "Signature"]
    assert [line.startswith("ok: ") for line in printed[8]] == [True, True, False, False]
    assert printed[8][-1] == "Verification: OK"
    assert printed[9][2:] == [
        "the witness example.org/witness says: 2026-11-21 18:05:00 UTC",
        "Signature Verified Successfully",
        "ok: a witness of yours signed it",
    ]


def test_a_bundle_without_time_stamps_and_witnesses_holds_and_says_nothing_of_time(
    page: str, desk: Desk, modern: Path
) -> None:
    printed = typed(page, desk.other, modern)
    assert first_that_fails(printed) is None
    assert printed[8] == printed[9] == []


# -- what somebody could have done -------------------------------------------------------------


def sums(folder: Path) -> None:
    names = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    )
    lines = [f"{hashlib.sha256((folder / n).read_bytes()).hexdigest()}  {n}\n" for n in names]
    (folder / "SHA256SUMS").write_text("".join(lines))


def one_byte(desk: Desk) -> None:
    path = desk.folder / "original"
    path.write_bytes(path.read_bytes().replace(b"e", b"a", 1))


def one_byte_and_list(desk: Desk) -> None:
    one_byte(desk)
    sums(desk.folder)


def removed(desk: Desk) -> None:
    (desk.folder / "entry.json").unlink()


def field(desk: Desk) -> None:
    path = desk.folder / "entry.json"
    path.write_bytes(path.read_bytes().replace(b'\\"upload\\"', b'\\"handover\\"'))
    sums(desk.folder)


def field_and_commitment(desk: Desk) -> None:
    path = desk.folder / "entry.json"
    entry = json.loads(path.read_bytes())
    for slot in entry["slots"]:
        if "upload" in slot.get("message", ""):
            slot["message"] = slot["message"].replace("upload", "handover")
            salt = bytes.fromhex(slot["salt"])
            slot["commitment"] = hmac.new(salt, slot["message"].encode(), "sha256").hexdigest()
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.write_text(text + "\n")
    sums(desk.folder)


def other_entry(desk: Desk) -> None:
    for name in ("entry.json", "entry.tlog-proof"):
        shutil.copy(desk.other / name, desk.folder / name)
    sums(desk.folder)


def other_number(desk: Desk) -> None:
    path = desk.folder / "entry.tlog-proof"
    index = desk.archive.show(desk.ref).item.acquired_entry
    path.write_bytes(path.read_bytes().replace(b"index %d" % index, b"index %d" % (index + 1)))
    sums(desk.folder)


def new_root(desk: Desk) -> None:
    """Walk up from a changed entry, and put what comes out where the root stands."""
    field_and_commitment(desk)
    entry = json.loads((desk.folder / "entry.json").read_bytes())
    lines = "".join(slot["commitment"] + "\n" for slot in entry["slots"])
    whole = hashlib.sha256(b"amana payload v1\n" + lines.encode()).hexdigest()
    found = hashlib.sha256(b'\0{"c":"%s","v":1}' % whole.encode()).digest()
    path = desk.folder / "entry.tlog-proof"
    head, _, note = path.read_text(encoding="utf-8").partition("\n\n")
    _, index, *siblings = head.split("\n")
    name, size, root, *rest = note.split("\n")
    number, last = int(index.split()[1]), int(size) - 1
    for sibling in map(base64.b64decode, siblings):
        if number & 1 or number == last:
            found = hashlib.sha256(b"\1" + sibling + found).digest()
            while number and not number & 1:
                number, last = number >> 1, last >> 1
        else:
            found = hashlib.sha256(b"\1" + found + sibling).digest()
        number, last = number >> 1, last >> 1
    assert root != base64.b64encode(found).decode()
    forged = "\n".join([name, size, base64.b64encode(found).decode(), *rest])
    path.write_text(f"{head}\n\n{forged}", encoding="utf-8")
    sums(desk.folder)


def own_log(desk: Desk) -> None:
    origin = desk.archive.checkpoint().origin
    signer = create_signer(desk.folder.parent / "keys", origin)
    storage = MemoryLog()
    row = desk.archive.show(desk.ref).item
    digests: JSON = {"blake3": row.blake3, "sha256": row.sha256, "size": row.size}
    fields = salted([("type", "acquired"), ("digests", digests)])
    LogWriter.create(storage, signer, "0").append([fields], lambda: "0")
    proven = LogReader(storage, signer.verifier).prove(0)
    bundle = Bundle(
        ref=desk.ref, original=row.sha256, size=row.size, index=0,
        disclosure=disclose(proven.payload, {"type", "digests"}), proof=proven.proof,
        checkpoint=proven.checkpoint, verifier=signer.verifier,
    )  # fmt: skip
    shutil.rmtree(desk.folder / "timestamps")
    shutil.rmtree(desk.folder / "witnesses")
    for name, content in bundle_files(bundle).items():
        (desk.folder / name).write_bytes(content)


def one_signature(desk: Desk) -> None:
    path = desk.folder / "entry.tlog-proof"
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join(line for line in lines if len(line) < 1000), encoding="utf-8")
    sums(desk.folder)


def stranger(desk: Desk) -> None:
    stamp = desk.folder / "timestamps" / "north"
    token = desk.stranger.stamp((stamp / "checkpoint").read_bytes())
    (stamp / "token.tsr").write_bytes(token)
    (stamp / "roots.pem").write_bytes(desk.stranger.roots)
    sums(desk.folder)


def other_state(desk: Desk) -> None:
    stamp = desk.folder / "timestamps" / "north"
    (stamp / "token.tsr").write_bytes(desk.authority.stamp(desk.archive.checkpoint_note()))
    sums(desk.folder)


def signed(desk: Desk, change: Callable[[str], Signature]) -> None:
    """Put another line below the checkpoint of the witness, and into all that goes with it."""
    (place,) = (desk.folder / "witnesses").iterdir()
    note = decode_note((place / "checkpoint").read_bytes())
    lines = (*note.signatures[:-1], change(note.text))
    forged = encode_note(Note(text=note.text, signatures=lines))
    head = (place / "entry.tlog-proof").read_bytes().partition(b"\n\n")[0]
    (place / "entry.tlog-proof").write_bytes(head + b"\n\n" + forged)
    (place / "checkpoint").write_bytes(forged)
    sums(desk.folder)


def unknown_witness(desk: Desk) -> None:
    other = Cosigner("example.org/witness-2", Ed25519PrivateKey.generate())
    signed(desk, lambda text: other.cosign(text, SEEN))
    (path,) = desk.folder.glob("witnesses/*/witness.vkey")
    path.write_text(other.verifier.vkey() + "\n")
    sums(desk.folder)


def earlier(desk: Desk) -> None:
    def change(text: str) -> Signature:
        true = desk.witness.cosign(text, SEEN)
        value = (SEEN - 86_400).to_bytes(8, "big") + true.value[8:]
        return Signature(name=true.name, key_id=true.key_id, value=value)

    signed(desk, change)


DONE: dict[str, Callable[[Desk], None]] = {
    "changed one byte of the original": one_byte,
    "changed one byte of the original, and the list of digests with it": one_byte_and_list,
    "removed a file": removed,
    "changed what a shown field says, and the list with it": field,
    "changed what a shown field says, and its commitment and the list with it": (
        field_and_commitment
    ),
    "put in the entry of another item, with its proof": other_entry,
    "gave the entry another number in the log": other_number,
    "computed a new root for a changed entry, and wrote it into the checkpoint": new_root,
    "made the whole folder anew, with a log and keys of their own": own_log,
    "left the second signature away": one_signature,
    "put in a time-stamp of an authority that you do not know": stranger,
    "put in a time-stamp over another state of the log": other_state,
    "put in the signature of a witness that you do not know": unknown_witness,
    "changed the time in the signature of a witness": earlier,
}


def test_every_row_of_the_page_is_tried_out(page: str) -> None:
    assert list(DONE) == [
        what for what, _ in re.findall(r"^\| (.+) \| (\d) \|$", page, re.MULTILINE)
    ]


# Each is typed into a shell of its own, which takes seconds: every third one here.
@pytest.mark.parametrize(
    "what",
    [
        pytest.param(what, marks=() if number % 3 == 0 else pytest.mark.deep)
        for number, what in enumerate(DONE)
    ],
)
def test_what_somebody_did_is_seen_at_the_step_that_the_page_says(
    page: str, desk: Desk, modern: Path, what: str
) -> None:
    said = dict(re.findall(r"^\| (.+) \| (\d) \|$", page, re.MULTILINE))
    DONE[what](desk)
    assert first_that_fails(typed(page, desk.folder, modern)) == int(said[what])
