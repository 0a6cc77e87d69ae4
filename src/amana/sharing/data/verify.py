#!/usr/bin/env python3
"""Check the proof bundle in a folder. Needs Python 3.9 or newer and openssl 3; no network.

Usage: python3 -I verify.py --key LOG.VKEY [FOLDER]

LOG.VKEY holds the public key of the log as you received it; FOLDER is the bundle (default: where
this program lies). What is done is written down in VERIFY.md; each step prints what it found. Exit
status 0 means that every step held, 1 that one did not.
"""

import argparse
import base64
import hashlib
import hmac
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from typing import Any, NoReturn

FILES = [
    "VERIFY.md",
    "entry.json",
    "entry.tlog-proof",
    "log.pem",
    "log.vkey",
    "original",
    "verify.py",
]
HEX = re.compile("[0-9a-f]{64}")
HASH_SIZE, KEY_SIZE, SIGNATURE_SIZE = 32, 32, 64
DER = bytes.fromhex("302a300506032b6570032100")  # what stands before an Ed25519 key (RFC 8410)


def fail(why: str) -> NoReturn:
    sys.exit(f"THE PROOF DOES NOT HOLD: {printable(why)}")


def printable(text: str) -> str:
    """Escape whatever would steer a terminal or the direction of writing."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def compact(value: object) -> str:
    """Return the one spelling of a JSON value that amana uses."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def base64_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


def digest_of(path: pathlib.Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def check_files(folder: pathlib.Path) -> str:
    """Hold every file of the bundle against SHA256SUMS; return the digest of the original."""
    found = {name: digest_of(folder / name) for name in FILES}
    listed = (folder / "SHA256SUMS").read_bytes().decode()
    for name, digest in found.items():
        if f"{digest}  {name}" not in listed.split("\n"):
            fail(f"{name} is not the file that SHA256SUMS lists")
    if listed != "".join(f"{found[name]}  {name}\n" for name in FILES):
        fail("SHA256SUMS lists something else than the files of a bundle")
    print(f"ok  the {len(FILES)} files of the bundle are complete")
    for path in sorted(folder.iterdir()):
        if path.name not in [*FILES, "SHA256SUMS"]:
            print(f"    not part of the proof: {printable(path.name)}")
    return found["original"]


def check_fields(entry: dict[str, Any]) -> dict[str, Any]:
    """Check each shown field against its commitment; return name -> value."""
    fields = {}
    for slot in entry["slots"]:
        if not HEX.fullmatch(slot["commitment"]):
            fail("a commitment is malformed")
        if set(slot) == {"commitment"}:
            continue
        if set(slot) != {"commitment", "message", "salt"} or not HEX.fullmatch(slot["salt"]):
            fail("a shown field is malformed")
        made = hmac.new(bytes.fromhex(slot["salt"]), slot["message"].encode(), "sha256")
        if made.hexdigest() != slot["commitment"]:
            fail("a shown field does not fit its commitment")
        name, value = json.loads(slot["message"])
        if compact([name, value]) != slot["message"] or name in fields:
            fail("a shown field is ambiguous")
        fields[name] = value
    return fields


def leaf_hash(entry: dict[str, Any]) -> bytes:
    lines = "".join(slot["commitment"] + "\n" for slot in entry["slots"])
    whole = sha256(b"amana payload v1\n", lines.encode()).hex()
    if entry["leaf"] != '{"c":"%s","v":1}' % whole:
        fail("the leaf does not commit to the fields")
    return sha256(b"\x00", entry["leaf"].encode())


def root_of(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """Walk from the leaf to the root (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        fail("the entry is not within the log")
    number, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            fail("the inclusion proof is too long")
        if number & 1 or number == last:
            found = sha256(b"\x01", sibling, found)
            while number and not number & 1:
                number, last = number >> 1, last >> 1
        else:
            found = sha256(b"\x01", found, sibling)
        number, last = number >> 1, last >> 1
    if last:
        fail("the inclusion proof is too short")
    return found


def read_key(vkey: str) -> tuple[str, str, bytes]:
    """Return name, key id and public key that a verifier key states (c2sp.org/signed-note)."""
    name, key_id, material = vkey.split("+", 2)
    key = base64.b64decode(material)
    proper = key[:1] == b"\x01" and len(key[1:]) == KEY_SIZE
    if not proper or sha256(name.encode(), b"\n", key).hex()[:8] != key_id:
        fail("this is no Ed25519 verifier key")
    return name, key_id, key[1:]


def is_strict(point: bytes) -> bool:
    """Tell whether a point of Ed25519 is canonical and not of small order.

    RFC 8032 leaves such points to the implementation; refused, no two of them can disagree.
    """
    prime = 2**255 - 19
    y = int.from_bytes(point, "little") & (2**255 - 1)
    small = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
    return y < prime and y not in (0, 1, prime - 1, small, prime - small)


def check_signature(text: str, value: bytes, public: bytes) -> None:
    """Check the Ed25519 signature `value` of `text` with openssl."""
    order = 2**252 + 27742317777372353535851937790883648493
    if len(value) != SIGNATURE_SIZE or not is_strict(value[:32]) or not is_strict(public):
        fail("the signature of the checkpoint is malformed")
    if int.from_bytes(value[32:], "little") >= order:
        fail("the signature of the checkpoint is malformed")
    with tempfile.TemporaryDirectory() as folder:
        key, body, signature = (pathlib.Path(folder, n) for n in ("key", "body", "signature"))
        key.write_bytes(DER + public)
        body.write_bytes(text.encode())
        signature.write_bytes(value)
        command = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER"]
        command += ["-inkey", str(key), "-in", str(body), "-sigfile", str(signature)]
        if subprocess.run(command, capture_output=True).returncode != 0:
            fail("the signature of the checkpoint is wrong")


def check_checkpoint(note: str, vkey: str) -> tuple[int, bytes]:
    """Check the signed checkpoint (c2sp.org/tlog-checkpoint); return size and root of the log."""
    name, key_id, public = read_key(vkey)
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    lines = signatures.split("\n")
    own = []
    for line in lines[:-1]:
        dash, signer, encoded = line.split(" ")
        value = base64.b64decode(encoded)
        if dash != "\u2014" or base64_of(value) != encoded:
            fail("a signature line of the checkpoint is malformed")
        if (signer, value[:4].hex()) == (name, key_id):
            own.append(value[4:])
    if lines[-1] or len(own) != 1:
        fail(f"the checkpoint is not signed by {name}")
    check_signature(text, own[0], public)
    _, size, encoded = text[:-1].split("\n")
    root = base64.b64decode(encoded)
    if text != f"{name}\n{int(size)}\n{base64_of(root)}\n" or len(root) != HASH_SIZE:
        fail("the checkpoint is malformed, or of another log")
    return int(size), root


def check_inclusion(proof: str, leaf: bytes, vkey: str) -> None:
    """Check the tlog-proof (c2sp.org/tlog-proof); return the index of the entry."""
    head, _, note = proof.partition("\n\n")
    _, number, *path = head.split("\n")
    index = int(number.split(" ")[1])
    siblings = [base64.b64decode(line) for line in path]
    lines = ["c2sp.org/tlog-proof@v1", f"index {index}", *map(base64_of, siblings)]
    if head != "\n".join(lines) or any(len(sibling) != HASH_SIZE for sibling in siblings):
        fail("this is no tlog-proof")
    size, root = check_checkpoint(note, vkey)
    print(f"ok  the checkpoint over {size} entries is signed by {printable(vkey)}")
    if root_of(leaf, index, size, siblings) != root:
        fail("the inclusion proof does not lead to the signed root")
    print(f"ok  the entry is number {index} of that log")


def check(folder: pathlib.Path, vkey: str) -> tuple[dict[str, Any], list[str], int]:
    """Do every step; return the shown fields, the names withheld, and how many more there are."""
    original = check_files(folder)
    if vkey + "\n" != (folder / "log.vkey").read_bytes().decode():
        fail("log.vkey is not the key of the log that you gave")
    pem = "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
    if (folder / "log.pem").read_bytes().decode() != pem % base64_of(DER + read_key(vkey)[2]):
        fail("log.pem is not the key of the log")
    text = (folder / "entry.json").read_bytes().decode()
    entry = json.loads(text)
    if text != compact(entry) + "\n" or set(entry) != {"leaf", "slots", "withheld"}:
        fail("entry.json is not what the format says")
    fields = check_fields(entry)
    if fields.get("digests", {}).get("sha256") != original:
        fail("original has other bytes than the entry states")
    print(f"ok  original has the digest in the entry: sha256 {original}")
    check_inclusion((folder / "entry.tlog-proof").read_bytes().decode(), leaf_hash(entry), vkey)
    erased = len(entry["slots"]) - len(fields) - len(entry["withheld"])
    if erased < 0:
        fail("more fields are said to be withheld than there are")
    return fields, entry["withheld"], erased


def main() -> None:
    here = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--key", help="file with the log's verifier key, as you received it")
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=here, help="the bundle")
    given = parser.parse_args()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(
            errors="backslashreplace"
        )  # a terminal that lacks letters is no flaw
    try:
        vkey = pathlib.Path(given.key or given.folder / "log.vkey").read_bytes().decode().strip()
        fields, withheld, erased = check(given.folder, vkey)
    except OSError as error:
        fail(f"{error.filename} cannot be used: {error.strerror}")
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        fail(f"a file is not what the format says ({error})")
    for name, value in fields.items():
        print(f"    {printable(name)}: {printable(compact(value))}")
    print(
        "    withheld, as the archive names them: " + (printable(", ".join(withheld)) or "nothing")
    )
    if erased:
        print(f"    erased in the archive: {erased} fields")
    print(
        "THE PROOF HOLDS: unchanged since that entry. This says nothing of its author, its earlier"
    )
    print("history or its truth; the times are those that the archive's own clock claimed.")
    if given.key is None:
        print("CAUTION: the key came from this folder. Compare it with the one you were given.")


if __name__ == "__main__":
    main()
