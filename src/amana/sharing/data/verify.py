#!/usr/bin/env python3
"""Check the proof bundle in a folder. Needs Python 3.9 or newer and openssl 3; no network.

Usage: python3 -I verify.py --key LOG.VKEY [--tsa-ca ROOTS.PEM] [FOLDER]

LOG.VKEY holds the two public keys of the log as you received them; ROOTS.PEM the root certificates
of time-stamp authorities as these publish them; FOLDER is the bundle (default: where this program
lies). Both signatures of the log must be there. The post-quantum one (ML-DSA-44)
is checked if openssl can do that (version 3.5 or newer); else that it was not is said.

What is done is written down in VERIFY.md; each step prints what it found. Exit status 0 means that
every step held, 1 that one did not.
"""

from __future__ import annotations

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
from datetime import datetime, timezone
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
STAMP = re.compile("timestamps/([a-z0-9][a-z0-9_-]{0,39})/[a-z-]+[.a-z-]*")
STAMP_FILES = ["checkpoint", "entry.tlog-proof", "roots.pem", "token.tsr"]
CERTIFICATE = re.compile("-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", re.DOTALL)
LONGEST = 1 << 24  # bytes of any file but the original
HEX = re.compile("[0-9a-f]{64}")
HASH_SIZE = 32
ED25519, MLDSA44 = 1, 6  # types of keys (c2sp.org/signed-note)
KEY_SIZE = {ED25519: 32, MLDSA44: 1312}
SIGNATURE_SIZE = {ED25519: 64, MLDSA44: 2420}
DER = {  # what stands before such a key (RFC 8410, RFC 9881)
    ED25519: bytes.fromhex("302a300506032b6570032100"),
    MLDSA44: bytes.fromhex("30820532300b06096086480165030403110382052100"),
}


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


def plain(path: pathlib.Path) -> pathlib.Path:
    """Return the path of a file of the bundle; a link or a device is none."""
    if path.is_symlink() or path.parent.is_symlink() or not path.is_file():
        fail(f"{path.name} is no plain file, or missing")
    if path.name != "original" and path.stat().st_size > LONGEST:
        fail(f"{path.name} is too long")
    return path


def text_of(path: pathlib.Path) -> str:
    return plain(path).read_bytes().decode()


def check_files(folder: pathlib.Path) -> tuple[str, list[str]]:
    """Hold every file of the bundle against SHA256SUMS.

    Return the digest of the original and the names of the authorities that stamped the time.
    """
    listed = text_of(folder / "SHA256SUMS")
    names = [line[66:] for line in listed.split("\n")[:-1]]
    stamps = sorted({match[1] for match in map(STAMP.fullmatch, names) if match})
    own = FILES + [f"timestamps/{name}/{part}" for name in stamps for part in STAMP_FILES]
    found = {name: digest_of(plain(folder / name)) for name in own}
    for name, digest in found.items():
        if f"{digest}  {name}" not in listed.split("\n"):
            fail(f"{name} is not the file that SHA256SUMS lists")
    if listed != "".join(f"{found[name]}  {name}\n" for name in sorted(own)):
        fail("SHA256SUMS lists something else than the files of a bundle")
    print(f"ok  the {len(own)} files of the bundle are complete")
    known = {*own, "SHA256SUMS", "timestamps", *(f"timestamps/{name}" for name in stamps)}
    for path in sorted([*folder.iterdir(), *folder.glob("timestamps/*"), *folder.glob("*/*/*")]):
        if path.relative_to(folder).as_posix() not in known:
            print(f"    not part of the proof: {printable(str(path.relative_to(folder)))}")
    return found["original"], stamps


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


def read_keys(text: str) -> tuple[str, dict[int, tuple[str, bytes]]]:
    """Return the name of the keys of a log and, by type, key id and public key.

    A key is `name+id+key` (c2sp.org/signed-note, Verifier keys), a line each.
    """
    name = text.partition("+")[0]
    keys, lines = {}, text.split("\n")
    if len(lines) != len(DER):
        fail("the keys of a log are two lines: Ed25519 and ML-DSA-44")
    for number, kind in enumerate((ED25519, MLDSA44)):
        key = base64.b64decode(lines[number].split("+", 2)[2])
        key_id = sha256(name.encode(), b"\n", key).hex()[:8]
        proper = key[:1] == bytes([kind]) and len(key) == 1 + KEY_SIZE[kind]
        if not proper or lines[number] != f"{name}+{key_id}+{base64_of(key)}":
            fail("this is no verifier key of a log")
        keys[kind] = key_id, key[1:]
    return name, keys


def is_strict(point: bytes) -> bool:
    """Tell whether a point of Ed25519 is canonical and not of small order.

    RFC 8032 leaves such points to the implementation; refused, no two of them can disagree.
    """
    prime = 2**255 - 19
    y = int.from_bytes(point, "little") & (2**255 - 1)
    small = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
    return y < prime and y not in (0, 1, prime - 1, small, prime - small)


def openssl(kind: int, public: bytes, message: bytes, value: bytes) -> str:
    """Let openssl check a signature: `right`, `wrong`, or `unknown` if it knows no such keys."""
    with tempfile.TemporaryDirectory() as folder:
        key, body, signature = (pathlib.Path(folder, n) for n in ("key", "body", "signature"))
        key.write_bytes(DER[kind] + public)
        body.write_bytes(message)
        signature.write_bytes(value)
        command = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER"]
        command += ["-inkey", str(key), "-in", str(body), "-sigfile", str(signature)]
        if subprocess.run(command, capture_output=True).returncode == 0:
            return "right"
        known = ["openssl", "pkey", "-pubin", "-inform", "DER", "-in", str(key), "-noout"]
        return "unknown" if subprocess.run(known, capture_output=True).returncode else "wrong"


def check_ed25519(text: str, value: bytes, public: bytes) -> None:
    """Check the Ed25519 signature of the checkpoint's text."""
    order = 2**252 + 27742317777372353535851937790883648493
    if not is_strict(value[:32]) or not is_strict(public):
        fail("the signature of the checkpoint is malformed")
    if int.from_bytes(value[32:], "little") >= order:
        fail("the signature of the checkpoint is malformed")
    if openssl(ED25519, public, text.encode(), value) != "right":
        fail("the signature of the checkpoint is wrong")


def check_mldsa(name: str, size: int, root: bytes, value: bytes, public: bytes) -> bool:
    """Check the ML-DSA-44 signature of log `name` over itself (c2sp.org/tlog-cosignature).

    Return False if this openssl cannot. The log states no time: `value` begins with eight zeros.
    """
    if value[:8] != bytes(8):
        fail("the post-quantum signature of the checkpoint is malformed")
    short = bytes([len(name.encode())]) + name.encode()
    numbers = [number.to_bytes(8, "big") for number in (0, 0, size)]
    message = b"subtree/v1\n\0" + short + numbers[0] + short + numbers[1] + numbers[2] + root
    verdict = openssl(MLDSA44, public, message, value[8:])
    if verdict == "wrong":
        fail("the post-quantum signature of the checkpoint is wrong")
    return verdict == "right"


def signature_of(lines: list[str], name: str, key_id: str, kind: str, size: int) -> bytes:
    """Return the one signature of a key among the signature lines of a checkpoint."""
    own = []
    for line in lines:
        dash, signer, encoded = line.split(" ")
        value = base64.b64decode(encoded)
        if dash != "\u2014" or base64_of(value) != encoded:
            fail("a signature line of the checkpoint is malformed")
        if (signer, value[:4].hex()) == (name, key_id):
            own.append(value[4:])
    if len(own) != 1:
        fail(f"the checkpoint is not signed by the {kind} key of {name}")
    if len(own[0]) != size:
        fail(f"the {kind} signature of the checkpoint is malformed")
    return own[0]


def check_checkpoint(note: str, keys: str) -> tuple[int, bytes, bool]:
    """Check the signed checkpoint (c2sp.org/tlog-checkpoint); return size and root of the log.

    Return also whether the post-quantum signature could be checked.
    """
    name, known = read_keys(keys)
    text, _, below = note.rpartition("\n\n")
    text += "\n"
    lines = below.split("\n")
    if lines.pop():
        fail("the checkpoint does not end with a line")
    (ed25519, public), (mldsa, long_public) = known[ED25519], known[MLDSA44]
    value = signature_of(lines, name, ed25519, "Ed25519", SIGNATURE_SIZE[ED25519])
    long = signature_of(lines, name, mldsa, "post-quantum", 8 + SIGNATURE_SIZE[MLDSA44])
    check_ed25519(text, value, public)
    _, size, encoded = text[:-1].split("\n")
    root = base64.b64decode(encoded)
    if text != f"{name}\n{int(size)}\n{base64_of(root)}\n" or len(root) != HASH_SIZE:
        fail("the checkpoint is malformed, or of another log")
    return int(size), root, check_mldsa(name, int(size), root, long, long_public)


def read_proof(proof: str) -> tuple[int, list[bytes], str]:
    """Return number, path and checkpoint of a tlog-proof (c2sp.org/tlog-proof), unchecked."""
    head, _, note = proof.partition("\n\n")
    _, number, *path = head.split("\n")
    index = int(number.split(" ")[1])
    siblings = [base64.b64decode(line) for line in path]
    lines = ["c2sp.org/tlog-proof@v1", f"index {index}", *map(base64_of, siblings)]
    if head != "\n".join(lines) or any(len(sibling) != HASH_SIZE for sibling in siblings):
        fail("this is no tlog-proof")
    return index, siblings, note


def check_inclusion(proof: str, leaf: bytes, keys: str) -> None:
    """Check that the entry is in the log, and that the log is signed."""
    index, siblings, note = read_proof(proof)
    size, root, checked = check_checkpoint(note, keys)
    first = printable(keys.partition("\n")[0])
    print(f"ok  the checkpoint over {size} entries is signed by {first}")
    if checked:
        print("ok  and by the post-quantum key (ML-DSA-44) of that log")
    else:
        print("--  its post-quantum signature (ML-DSA-44) is there, but was NOT CHECKED:")
        print("    that needs openssl 3.5 or newer")
    if root_of(leaf, index, size, siblings) != root:
        fail("the inclusion proof does not lead to the signed root")
    print(f"ok  the entry is number {index} of that log")


def stamp_time(token: pathlib.Path) -> datetime:
    """Return the time that a token states, unchecked."""
    command = ["openssl", "ts", "-reply", "-in", str(token), "-text"]
    said = subprocess.run(command, capture_output=True).stdout.decode("ascii", "replace")
    match = re.search(r"^Time stamp: (\w+ +\d+ [\d:]+)(?:\.\d+)? (\d+) GMT$", said, re.MULTILINE)
    if not match:
        fail("a time-stamp cannot be read")
    time = datetime.strptime(" ".join(match.groups()), "%b %d %H:%M:%S %Y")
    return time.replace(tzinfo=timezone.utc)


def is_stamped(folder: pathlib.Path, time: datetime, roots: pathlib.Path) -> bool:
    """Tell whether the token is over the checkpoint, by `roots` as they were valid at `time`."""
    command = ["openssl", "ts", "-verify", "-attime", str(int(time.timestamp()))]
    command += ["-data", str(folder / "checkpoint"), "-in", str(folder / "token.tsr")]
    command += ["-CAfile", str(roots)]
    return subprocess.run(command, capture_output=True).returncode == 0


def check_stamp(folder: pathlib.Path, leaf: bytes, name: str, roots: str | None) -> str:
    """Check one time-stamp (RFC 3161); return what it shows by roots of yours, else "".

    It is over a checkpoint that the entry leads to. Who signed that one does not matter: the token
    shows that these bytes existed, so the entry did (the log may have had other keys then).
    """
    index, siblings, note = read_proof(text_of(folder / "entry.tlog-proof"))
    origin, size, encoded, *_ = note.split("\n")
    if note != text_of(folder / "checkpoint") or origin != name:
        fail(f"the checkpoint that {folder.name} stamped is not the one of its proof")
    if root_of(leaf, index, int(size), siblings) != base64.b64decode(encoded):
        fail(f"the entry does not lead to the checkpoint that {folder.name} stamped")
    time, own = stamp_time(folder / "token.tsr"), folder / "roots.pem"
    said = f"{time:%Y-%m-%d %H:%M:%S} UTC ({folder.name})"
    if roots and is_stamped(folder, time, pathlib.Path(roots)):
        print(f"ok  its first {size} entries existed by {said}")
        return said
    if not is_stamped(folder, time, own):
        fail(f"the time-stamp of {folder.name} is wrong")
    print(f"--  its first {size} entries existed by {said}, IF this root is that of the authority:")
    for found in CERTIFICATE.findall(text_of(own)):
        print(f"    SHA-256 {sha256(base64.b64decode(found)).hex()}")
    return ""


def check_keys(folder: pathlib.Path, keys: str) -> None:
    """Hold the keys in the bundle against the keys of the log as they were received."""
    if keys + "\n" != text_of(folder / "log.vkey"):
        fail("log.vkey does not hold the keys of the log that you gave")
    public = read_keys(keys)[1][ED25519][1]
    pem = "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
    if text_of(folder / "log.pem") != pem % base64_of(DER[ED25519] + public):
        fail("log.pem is not the key of the log")


def check(folder: pathlib.Path, keys: str, roots: str | None) -> list[str]:
    """Do every step and tell what is shown; return by when the entry existed, as others confirm."""
    original, stamps = check_files(folder)
    check_keys(folder, keys)
    text = text_of(folder / "entry.json")
    entry = json.loads(text)
    if text != compact(entry) + "\n" or set(entry) != {"leaf", "slots", "withheld"}:
        fail("entry.json is not what the format says")
    fields = check_fields(entry)
    if fields.get("digests", {}).get("sha256") != original:
        fail("original has other bytes than the entry states")
    print(f"ok  original has the digest in the entry: sha256 {original}")
    leaf = leaf_hash(entry)
    check_inclusion(text_of(folder / "entry.tlog-proof"), leaf, keys)
    log = read_keys(keys)[0]
    found = [check_stamp(folder / "timestamps" / name, leaf, log, roots) for name in stamps]
    erased = len(entry["slots"]) - len(fields) - len(entry["withheld"])
    if erased < 0:
        fail("more fields are said to be withheld than there are")
    for name, value in fields.items():
        print(f"    {printable(name)}: {printable(compact(value))}")
    withheld = printable(", ".join(entry["withheld"])) or "nothing"
    print(f"    withheld, as the archive names them: {withheld}")
    if erased:
        print(f"    erased in the archive: {erased} fields")
    if "" in found:
        print("CAUTION: a root certificate came from this folder. Compare its SHA-256 with the one")
        print("that the authority publishes, or give the root with --tsa-ca.")
    return sorted(filter(None, found))


def main() -> None:
    here = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--key", help="file with the log's keys, as you received it")
    parser.add_argument("--tsa-ca", help="file with root certificates of time-stamp authorities")
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=here, help="the bundle")
    given = parser.parse_args()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(
            errors="backslashreplace"
        )  # a terminal that lacks letters is no flaw
    try:
        keys = text_of(pathlib.Path(given.key or given.folder / "log.vkey")).strip()
        times = check(given.folder, keys, given.tsa_ca)
    except OSError as error:
        fail(f"{error.filename} cannot be used: {error.strerror}")
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        fail(f"a file is not what the format says ({error})")
    print(
        "THE PROOF HOLDS: unchanged since that entry. This says nothing of its author, its earlier"
    )
    if times:
        print(f"history or its truth. The entry existed by {times[0]}.")
    else:
        print("history or its truth; the times are those that the archive's own clock claimed.")
    if given.key is None:
        print("CAUTION: the keys came from this folder. Compare them with those you were given.")


if __name__ == "__main__":
    main()
