"""The examples in the format pages are what the program computes.

Where one differs, the message shows the block as it should stand.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from amana.archive.challenging import sampled
from amana.core import sha256_hex
from amana.custody import (
    Erased,
    LogReader,
    LogWriter,
    Payload,
    Signer,
    commitments,
    decode_note,
    disclose,
    leaf,
    leaf_hash,
)
from amana.custody.backends import MemoryLog
from amana.custody.note import Note, encode_note
from amana.custody.payload import encode
from amana.records import PREMIS_EVENT, EntryType, Field
from amana.vault.challenge import answer_to
from amana.vault.packs import PackWriter, pack_path
from amana.vault.ustar import END, header

FORMATS = Path(__file__).parents[2] / "docs" / "reference" / "formats"
BLOCK = re.compile(r"<!-- example: (\w+) -->\n```(?:json)?\n(.*?)```", re.DOTALL)

EXAMPLE = [
    Field(name="type", value="acquired", salt="00" * 32),
    Field(name="item", value="IT-09PV-NXZ1", salt="01" * 32),
]


def example_commitments() -> str:
    made = commitments(EXAMPLE)
    fields = ",\n             ".join(json.dumps([f.name, f.value, f.salt]) for f in EXAMPLE)
    several = ",\n                  ".join(json.dumps(commitment) for commitment in made)
    return (
        f'{{\n  "fields": [{fields}],\n  "commitments": [{several}],\n'
        f'  "leaf": {json.dumps(leaf(made).decode())},\n'
        f'  "leaf_hash": "{leaf_hash(leaf(made)).hex()}"\n}}\n'
    )


def example_payload() -> str:
    first, second = EXAMPLE
    erased = Erased(commitment=commitments([second])[0])
    whole, part = (Payload(index=0, slots=slots) for slots in ((first, second), (first, erased)))
    return (encode(whole) + encode(part)).decode()


def three_entries() -> tuple[MemoryLog, Signer]:
    signer = Signer.from_seeds("example.org/log", bytes(range(32)), bytes(range(32, 64)))
    storage = MemoryLog()
    writer = LogWriter.create(storage, signer, "00000001:0")
    entries = [[Field(name="number", value=n, salt=f"{n:02x}" * 32)] for n in range(3)]
    writer.append(entries, lambda: "00000001:0")
    storage.files["log.vkey"] = signer.verifier.file()
    storage.files["checkpoint"] = as_stated(storage.files["checkpoint"], signer)
    return storage, signer


def as_stated(made: bytes, signer: Signer) -> bytes:
    """Return a checkpoint with the ML-DSA-44 signature of the page, if that is a right one.

    That was made by the deterministic variant of another implementation (filippo.io/mldsa 1.0.0);
    ours signs with random numbers.
    """
    page = (FORMATS / "custody.md").read_text(encoding="utf-8")
    note = decode_note(made)
    line = re.search(r"^\u2014 example\.org/log \S{3000,}\n", page, re.MULTILINE)
    if line is None:
        return made
    stated = decode_note(f"{note.text}\n{line[0]}".encode()).signatures[0]
    both = Note(text=note.text, signatures=(note.signatures[0], stated))
    signer.verifier.verify(both)
    return encode_note(both)


def example_log() -> str:
    storage, _ = three_entries()
    shown = [
        f"custody/{path}\n\n{storage.files[path].decode()}"
        for path in ("log.vkey", "payloads/000.jsonl", "checkpoint", "head")
    ]
    sums = [
        f"{sha256_hex(storage.files[path])}  custody/{path}  ({len(storage.files[path])} bytes)\n"
        for path in storage.paths()
        if path.startswith("tile/")
    ]
    return "\n".join(shown) + "\n" + "".join(sums)


def example_proof() -> str:
    storage, signer = three_entries()
    proven = LogReader(storage, signer.verifier).prove(1)
    withheld, shown = (disclose(proven.payload, release).json() for release in ([], ["number"]))
    return (
        f"entry.json, withheld\n\n{withheld.decode()}\n\n"
        f"entry.json, shown\n\n{shown.decode()}\n\n"
        f"entry.tlog-proof\n\n{proven.proof.decode()}"
    )


def pack(folder: Path) -> bytes:
    writer = PackWriter(folder, 1, 0)
    for content in (b"An original.\n", b"x" * 512):
        writer.append(sha256_hex(content), content)
    writer.sync()
    writer.close()
    return pack_path(folder, 1).read_bytes()


def example_pack(folder: Path) -> str:
    data = pack(folder)
    names = [sha256_hex(content) for content in (b"An original.\n", b"x" * 512)]
    lines = [
        f"bytes 0 to 63       {names[0]}",
        f"bytes 124 to 135    {data[124:135].decode()} and a zero byte",
        f"bytes 148 to 155    {data[148:154].decode()}, a zero byte and a space",
        f"bytes 0 to 511      SHA-256 {sha256_hex(data[:512])}",
        "bytes 512 to 524    the first original; then 499 zero bytes",
        f"bytes 1024 to 1087  {names[1]}",
        "bytes 1536 to 2047  the second original; no padding",
        f"the open pack       {len(data)} bytes, SHA-256 {sha256_hex(data)}",
        f"its state           00000001:{len(data)}",
        f"sealed              {len(data + END)} bytes, SHA-256 {sha256_hex(data + END)}",
    ]
    return "\n".join(lines) + "\n"


def example_challenge() -> str:
    nonce = bytes(range(32))
    drawn = " ".join(map(str, sampled(nonce, 1000, 5)))
    return (
        f"nonce   {nonce.hex()}\nbytes   An original.\n"
        f"answer  {answer_to(nonce, [b'An original.'])}\n"
        f"sample  of 5 entries among 1000: {drawn}\n"
    )


EXAMPLES: dict[str, tuple[str, Callable[[Path], str]]] = {
    "commitments": ("custody.md", lambda _: example_commitments()),
    "payload": ("custody.md", lambda _: example_payload()),
    "log": ("custody.md", lambda _: example_log()),
    "proof": ("proof.md", lambda _: example_proof()),
    "pack": ("vault.md", example_pack),
    "challenge": ("replicas.md", lambda _: example_challenge()),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_what_the_program_computes(name: str, tmp_path: Path) -> None:
    page, compute = EXAMPLES[name]
    found = dict(BLOCK.findall((FORMATS / page).read_text(encoding="utf-8")))
    assert found[name] == compute(tmp_path), f"in {page} should stand:\n\n{compute(tmp_path / 'x')}"


def test_every_example_is_tested() -> None:
    for page in FORMATS.glob("*.md"):
        for name, _ in BLOCK.findall(page.read_text(encoding="utf-8")):
            assert EXAMPLES[name][0] == page.name


def test_the_example_of_commitments_holds_by_hand() -> None:
    """Once without any of our code, as a stranger would: hmac, hashlib and the page."""
    text = (FORMATS / "custody.md").read_text(encoding="utf-8")
    example = json.loads(dict(BLOCK.findall(text))["commitments"])
    lines = b"amana payload v1\n"
    for (name, value, salt), stated in zip(example["fields"], example["commitments"], strict=True):
        message = f'["{name}","{value}"]'
        command = ["openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt", f"hexkey:{salt}"]
        done = subprocess.run(command, input=message.encode(), capture_output=True, check=True)
        assert done.stdout.decode().split("= ")[1].strip() == stated
        lines += f"{stated}\n".encode()
    made = f'{{"c":"{hashlib.sha256(lines).hexdigest()}","v":1}}'
    assert example["leaf"] == made
    assert example["leaf_hash"] == hashlib.sha256(b"\0" + made.encode()).hexdigest()


def test_the_commands_that_check_a_vault_find_what_changed(tmp_path: Path) -> None:
    page = (FORMATS / "vault.md").read_text(encoding="utf-8")
    commands = page.split("## Checking without amana\n\n```\n")[1].split("```")[0]
    data = pack(tmp_path / "vault" / "packs")
    large = b"large" * 300_000
    place = tmp_path / "vault" / "objects" / sha256_hex(large)[:2] / sha256_hex(large)[2:4]
    place.mkdir(parents=True)
    (place / sha256_hex(large)).write_bytes(large)

    def printed() -> str:
        done = subprocess.run(
            ["sh", "-c", commands],  # noqa: S607 - as a stranger would type it
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        subprocess.run(["rm", "-r", "out"], cwd=tmp_path, check=True)  # noqa: S607 - of the system
        return done.stdout

    assert printed() == ""
    path = pack_path(tmp_path / "vault" / "packs", 1)
    path.write_bytes(data.replace(b"An original.", b"An origanal."))
    first = sha256_hex(b"An original.\n")
    assert printed() == f"CHANGED {first}\n"
    path.write_bytes(data)
    (place / sha256_hex(large)).write_bytes(large[:-1])
    assert printed().startswith("CHANGED vault/objects/")


def test_the_page_lists_every_type_of_entry_with_its_event() -> None:
    page = (FORMATS / "custody.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| ([a-z ]+) \| `", page, re.MULTILINE)
    assert dict(rows) == {kind.value: PREMIS_EVENT[kind] for kind in EntryType}


def test_the_table_of_a_header_is_the_header() -> None:
    page = (FORMATS / "vault.md").read_text(encoding="utf-8")
    block = header("ab" * 32, 13)
    spans = re.findall("^\\| (\\d+)(?:\u2013(\\d+))? \\| ", page, re.MULTILINE)
    covered = [(int(start), int(end or start)) for start, end in spans]
    assert covered[0][0] == 0
    assert covered[-1][1] == len(block) - 1
    assert all(one[1] + 1 == two[0] for one, two in pairwise(covered))
    rows = re.findall("^\\| (\\d+)[\u2013\\d]* \\| .* \\| `([^`]+)`", page, re.MULTILINE)
    assert len(rows) == 7
    for start, value in rows:
        assert block[int(start) : int(start) + len(value)] == value.encode(), start
