#!/usr/bin/env python3
"""Check the proof bundle in a folder. Needs Python 3.9 or newer and openssl 3; no network.

Usage: python3 -I verify.py --key LOG.VKEY [--tsa-ca ROOTS.PEM] [--witness WITNESS.VKEY]... [FOLDER]

LOG.VKEY holds the two public keys of the log as you received them; ROOTS.PEM the root certificates
of time-stamp authorities as these publish them; WITNESS.VKEY the keys of a witness as you received
them; FOLDER is the bundle (default: where this program lies). Both signatures of the log must be
there. Post-quantum ones (ML-DSA-44) are checked if openssl can do that (version 3.5 or newer); else
that they were not is said.

What is done is written down in VERIFY.md; each step prints what it found. Exit status 0 means that
every step held, 1 that one did not, 2 that nothing was checked, because of what was typed: a file
of yours is missing, or none of these. Nothing in the bundle can lead to 2.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import hashlib
import hmac
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any, NamedTuple, NoReturn

FILES = [
    "VERIFY.md",
    "entry.json",
    "entry.tlog-proof",
    "log.pem",
    "log.vkey",
    "original",
    "verify.py",
]
FOLDERS = {  # what others confirm: a folder each
    "timestamps": ["checkpoint", "entry.tlog-proof", "roots.pem", "token.tsr"],
    "witnesses": ["checkpoint", "entry.tlog-proof", "witness.vkey"],
}
IN_FOLDER = re.compile("(timestamps|witnesses)/([a-z0-9][a-z0-9_-]{0,39})/[a-z.-]+")
CHANGE = re.compile("rotations/(0|[1-9][0-9]{0,17})[.]tlog-proof")
CHANGE_SHOWS = {"type", "old", "new"}
CERTIFICATE = re.compile("-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", re.DOTALL)
LONGEST = 1 << 24  # bytes of any file but the original
LATEST = 1 << 37  # seconds since 1970 that can be a time
HEX = re.compile("[0-9a-f]{64}")
HASH_SIZE = 32
ED25519, WITNESS, MLDSA44 = 1, 4, 6  # types of keys (c2sp.org/signed-note); 4 is Ed25519, too
LABEL = {ED25519: "Ed25519", WITNESS: "Ed25519", MLDSA44: "post-quantum"}
KEY_SIZE = {ED25519: 32, WITNESS: 32, MLDSA44: 1312}
SIGNATURE_SIZE = {ED25519: 64, WITNESS: 64, MLDSA44: 2420}
RFC8410 = bytes.fromhex("302a300506032b6570032100")
RFC9881 = bytes.fromhex("30820532300b06096086480165030403110382052100")
NOT_CHECKED = 2  # exit status
TAKES = {  # what is given, and what it must be
    "--key": "the two public keys of the log, as you received them (its custody/log.vkey)",
    "--tsa-ca": "root certificates in PEM, as the authorities publish them; one in DER becomes one"
    " of these by: openssl x509 -inform DER -in FILE -out ROOTS.PEM",
    "--witness": "the keys of a witness, a line each, as its operator states them (witness.vkey)",
    "FOLDER": "the folder of a proof bundle, or is left away where this program lies in it",
}
DER = {ED25519: RFC8410, WITNESS: RFC8410, MLDSA44: RFC9881}  # what stands before such a key


class Key(NamedTuple):
    """A public key: whose, of which type, its id in hexadecimal, and the line that states it."""

    name: str
    kind: int
    key_id: str
    public: bytes
    line: str


class Checkpoint(NamedTuple):
    """A signed state of the log that an entry leads to; signatures unchecked."""

    number: int
    note: str
    size: int
    root: bytes


class Yours(NamedTuple):
    """What the caller gave, apart from the bundle: keys and roots that came on another way."""

    keys: list[Key] | None
    roots: str | None
    witnesses: set[str]


class Refused(Exception):
    """A step does not hold."""


class NotChecked(Exception):
    """What was given on the command line cannot be used; nothing was checked."""


def fail(why: str) -> NoReturn:
    raise Refused(why)


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
    """Return the path of a file; a link or a device is none."""
    if path.is_symlink() or not path.is_file():
        fail(f"{path.name} is no plain file, or missing")
    if path.name != "original" and path.stat().st_size > LONGEST:
        fail(f"{path.name} is too long")
    return path


def text_of(path: pathlib.Path) -> str:
    return plain(path).read_bytes().decode()


def is_same(one: pathlib.Path, other: pathlib.Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is missing, or may not be looked at
        return False


def lies_in(folder: pathlib.Path, path: str) -> bool:
    """Tell whether a path leads into the bundle, as it is spelled or by links."""
    as_spelled = pathlib.Path(os.path.abspath(path))  # noqa: PTH100 - keeps links
    places = (as_spelled, pathlib.Path(os.path.realpath(path)))
    return any(is_same(one, folder) for place in places for one in place.parents)


def is_of_bundle(folder: pathlib.Path, path: str) -> bool:
    """Tell whether whoever made the bundle decides what stands at a path.

    Where nothing stands right in the folder, and no file of a bundle is called that, `../` was
    forgotten.
    """
    place = pathlib.Path(os.path.abspath(path))  # noqa: PTH100 - keeps links
    nothing = not os.path.lexists(place) and place.name not in (*FILES, "SHA256SUMS")
    return lies_in(folder, path) and not (nothing and is_same(place.parent, folder))


@contextlib.contextmanager
def given(option: str, path: str, folder: pathlib.Path) -> Iterator[None]:
    """Take a file of the caller in. If it cannot be used, nothing is said of the proof.

    What lies in the bundle is no file of the caller, whoever names it: it counts as the bundle's.
    """
    try:
        yield
    except (OSError, Refused, ValueError) as error:
        if is_of_bundle(folder, path):
            raise
        why = "it holds something else"
        if isinstance(error, Refused):
            why = str(error)
        elif isinstance(error, OSError):
            why = error.strerror or "it cannot be read"
        said = f"{path}, given with {option}, cannot be used: {why}"
        raise NotChecked(f"{said}. {option} takes {TAKES[option]}") from error


def take(asked: argparse.Namespace) -> Yours:
    """Return what the caller gave. Only here a run can end without a verdict."""
    folder: pathlib.Path = asked.folder
    keys: list[Key] | None = None
    known: set[str] = set()
    if not folder.is_dir():
        raise NotChecked(f"{folder} is no folder, or missing. FOLDER is {TAKES['FOLDER']}")
    if asked.key is not None:
        with given("--key", asked.key, folder):
            keys = log_keys("\n".join(text_of(pathlib.Path(asked.key)).split()))
    if asked.tsa_ca is not None:
        with given("--tsa-ca", asked.tsa_ca, folder):
            require_roots(text_of(pathlib.Path(asked.tsa_ca)))
    for name in asked.witness:
        with given("--witness", name, folder):
            lines = text_of(pathlib.Path(name)).split()
            known |= {read_keys(line, WITNESS, MLDSA44)[0].line for line in lines or [""]}
    return Yours(keys, asked.tsa_ca, known)


def require_roots(text: str) -> None:
    """Refuse what holds no certificates, or one that no program could read."""
    found = [base64.b64decode(each) for each in CERTIFICATE.findall(text)]
    if not found:
        fail("it holds no certificate in PEM")
    for each in found:
        if each[:2] != b"\x30\x82" or len(each) != 4 + int.from_bytes(each[2:4], "big"):
            fail("a certificate in it is damaged")


def check_files(folder: pathlib.Path) -> dict[str, str]:
    """Hold every file of the bundle against SHA256SUMS; return name -> digest."""
    listed = text_of(folder / "SHA256SUMS")
    names = [line[66:] for line in listed.split("\n")[:-1]]
    others = sorted({match.groups() for match in map(IN_FOLDER.fullmatch, names) if match})
    own = FILES + [f"{kind}/{one}/{part}" for kind, one in others for part in FOLDERS[kind]]
    found = {}
    for name in own + list(filter(CHANGE.fullmatch, names)):
        if any((folder / above).is_symlink() for above in list(pathlib.Path(name).parents)[:-1]):
            fail(f"{name} is no plain file, or missing")
        found[name] = digest_of(plain(folder / name))
        if f"{found[name]}  {name}" not in listed.split("\n"):
            fail(f"{name} is not the file that SHA256SUMS lists")
    if listed != "".join(f"{found[name]}  {name}\n" for name in sorted(found)):
        fail("SHA256SUMS lists something else than the files of a bundle")
    print(f"ok  the {len(found)} files of the bundle are complete")
    known = {above for name in found for above in (folder / name, *(folder / name).parents)}
    for path in sorted([*folder.glob("*"), *folder.glob("*/*"), *folder.glob("*/*/*")]):
        if path not in known and path != folder / "SHA256SUMS":
            print(f"    not part of the proof: {printable(str(path.relative_to(folder)))}")
    return found


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


def read_keys(text: str, *kinds: int) -> list[Key]:
    """Return keys of these types and of one name, a line each.

    A key is `name+id+key` (c2sp.org/signed-note, Verifier keys).
    """
    keys = []
    for line in text.split("\n"):
        name, _, encoded = line.split("+", 2)
        key = base64.b64decode(encoded)
        key_id = sha256(name.encode(), b"\n", key).hex()[:8]
        proper = key and key[0] in kinds and len(key) == 1 + KEY_SIZE[key[0]]
        if not proper or line != f"{name}+{key_id}+{base64_of(key)}":
            fail("this is no verifier key")
        keys.append(Key(name, key[0], key_id, key[1:], line))
    if len({key.name for key in keys}) != 1:
        fail("these are keys of several")
    return keys


def spelled(keys: list[Key]) -> str:
    """Return the file that holds these keys."""
    return "".join(f"{key.line}\n" for key in keys)


def log_keys(text: str) -> list[Key]:
    keys = read_keys(text, ED25519, MLDSA44)
    if [key.kind for key in keys] != [ED25519, MLDSA44]:
        fail("the keys of a log are two lines: Ed25519 and ML-DSA-44")
    return keys


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


def judge(kind: int, public: bytes, message: bytes, value: bytes) -> str:
    """Tell of a signature: `right`, `wrong`, `malformed`, or `unknown` to this openssl."""
    if len(value) != SIGNATURE_SIZE[kind]:
        return "malformed"
    if kind == MLDSA44:
        return openssl(kind, public, message, value)
    order = 2**252 + 27742317777372353535851937790883648493
    if not is_strict(value[:32]) or not is_strict(public):
        return "malformed"
    if int.from_bytes(value[32:], "little") >= order:
        return "malformed"
    return "right" if openssl(kind, public, message, value) == "right" else "wrong"


def signed_message(state: Checkpoint, key: Key, time: int) -> bytes:
    """Return what a key signs: that of a log the text itself, that of a witness a time with it.

    An ML-DSA-44 key signs name, time, and the log from entry 0 on (c2sp.org/tlog-cosignature).
    """
    text = state.note.rpartition("\n\n")[0] + "\n"
    if key.kind == ED25519:
        return text.encode()
    if key.kind == WITNESS:
        return f"cosignature/v1\ntime {time}\n{text}".encode()
    names = [name.encode() for name in (key.name, text.partition("\n")[0])]
    cosigner, origin = (bytes([len(name)]) + name for name in names)
    stated, start, end = (number.to_bytes(8, "big") for number in (time, 0, state.size))
    return b"subtree/v1\n\0" + cosigner + stated + origin + start + end + state.root


def signature_of(state: Checkpoint, key: Key) -> bytes:
    """Return the one signature of a key below a checkpoint."""
    own = []
    for line in state.note.rpartition("\n\n")[2].split("\n")[:-1]:
        dash, signer, encoded = line.split(" ")
        value = base64.b64decode(encoded)
        if dash != "\u2014" or base64_of(value) != encoded:
            fail("a signature line of the checkpoint is malformed")
        if (signer, value[:4].hex()) == (key.name, key.key_id):
            own.append(value[4:])
    if len(own) != 1:
        fail(f"the checkpoint is not signed by the {LABEL[key.kind]} key of {key.name}")
    return own[0]


def check_signature(state: Checkpoint, key: Key) -> tuple[int, bool]:
    """Check the signature of a key below a checkpoint.

    Return the time that it states (0: none), and whether this openssl could check it.
    """
    whole = signature_of(state, key)
    stated = 0 if key.kind == ED25519 else 8  # bytes
    time = int.from_bytes(whole[:stated], "big")
    verdict = "malformed"
    if time < LATEST:
        verdict = judge(key.kind, key.public, signed_message(state, key, time), whole[stated:])
    if verdict in ("malformed", "wrong"):
        fail(f"the {LABEL[key.kind]} signature of the checkpoint is {verdict}")
    return time, verdict == "right"


def check_log(state: Checkpoint, keys: list[Key]) -> bool:
    """Check both signatures of a log; return whether the post-quantum one could be checked."""
    if not state.note.startswith(f"{keys[0].name}\n"):
        fail("the checkpoint is of another log")
    checked = [check_signature(state, key) for key in keys]
    if any(time for time, _ in checked):  # a log states none
        fail("the post-quantum signature of the checkpoint is malformed")
    return all(right for _, right in checked)


def covering(proof: str, leaf: bytes, origin: str) -> Checkpoint:
    """Walk from a leaf to the checkpoint of log `origin` in a tlog-proof (c2sp.org/tlog-proof)."""
    head, _, note = proof.partition("\n\n")
    _, number, *path = head.split("\n")
    index = int(number.split(" ")[1])
    siblings = [base64.b64decode(line) for line in path]
    lines = ["c2sp.org/tlog-proof@v1", f"index {index}", *map(base64_of, siblings)]
    if head != "\n".join(lines) or any(len(sibling) != HASH_SIZE for sibling in siblings):
        fail("this is no tlog-proof")
    text = note.rpartition("\n\n")[0]
    _, size, encoded = text.split("\n")
    state = Checkpoint(index, note, int(size), base64.b64decode(encoded))
    if text != f"{origin}\n{state.size}\n{base64_of(state.root)}" or note[-1] != "\n":
        fail("the checkpoint is malformed, or of another log")
    if root_of(leaf, index, state.size, siblings) != state.root:
        fail("the inclusion proof does not lead to the root of the checkpoint")
    return state


def confirmed(folder: pathlib.Path, leaf: bytes, origin: str) -> Checkpoint:
    """Return the checkpoint that somebody confirmed, after a walk to it from the entry.

    Whether the log signed it does not matter: it was computed from the entry, so the entry was
    there. (The log may have had other keys then.)
    """
    state = covering(text_of(folder / "entry.tlog-proof"), leaf, origin)
    if state.note != text_of(folder / "checkpoint"):
        fail(f"the checkpoint that {folder.name} confirmed is not the one of its proof")
    return state


def check_change(proof: str, keys: list[Key]) -> list[Key]:
    """Return the keys that took the place of `keys` by a change of keys; else `keys` themselves.

    The old keys signed a log in which an entry names the new ones; these signed it, too. The entry
    stands in the second line of the proof.
    """
    first, extra, rest = proof.split("\n", 2)
    entry = json.loads(base64.b64decode(extra[6:]))
    fields = check_fields(entry)
    if extra != f"extra {base64_of(compact(entry).encode())}" or set(fields) != CHANGE_SHOWS:
        fail("this is no change of keys")
    if fields["type"] != "key-rotated" or fields["old"] != [key.line for key in keys]:
        return keys
    new = log_keys("\n".join(fields["new"]))
    state = covering(f"{first}\n{rest}", leaf_hash(entry), keys[0].name)
    checked = [check_log(state, each) for each in (keys, new)]
    print(f"ok  entry {state.number} of the log changed its keys to {printable(new[0].line)}")
    if not all(checked):
        print("--  the post-quantum signatures of that change are there, but were NOT CHECKED")
    return new


def check_keys(folder: pathlib.Path, keys: list[Key], changes: list[str]) -> list[Key]:
    """Go from the keys of the log as they were received to those in the bundle; return these."""
    own = text_of(folder / "log.vkey")
    for change in changes if own != spelled(keys) else []:
        keys = check_change(text_of(folder / change), keys)
    if spelled(keys) != own:
        fail(
            "log.vkey does not hold the keys of the log that you gave. That can be in order only if"
            " yours are newer than this proof: then ask the archive, on a way that you trust, for"
            " the keys of that time and for the changes since"
        )
    pem = "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
    if text_of(folder / "log.pem") != pem % base64_of(DER[ED25519] + keys[0].public):
        fail("log.pem is not the key of the log")
    return keys


def check_inclusion(proof: str, leaf: bytes, keys: list[Key]) -> None:
    """Check that the entry is in the log, and that the log is signed."""
    state = covering(proof, leaf, keys[0].name)
    checked = check_log(state, keys)
    print(f"ok  the checkpoint over {state.size} entries is signed by {printable(keys[0].line)}")
    if checked:
        print("ok  and by the post-quantum key (ML-DSA-44) of that log")
    else:
        print("--  its post-quantum signature (ML-DSA-44) is there, but was NOT CHECKED:")
        print("    that needs openssl 3.5 or newer")
    print(f"ok  the entry is number {state.number} of that log")


def utc(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M:%S} UTC"


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


def check_stamp(folder: pathlib.Path, leaf: bytes, log: str, roots: str | None) -> str:
    """Check one time-stamp (RFC 3161); return what it shows by roots of yours, else ""."""
    state = confirmed(folder, leaf, log)
    time, own = stamp_time(folder / "token.tsr"), folder / "roots.pem"
    said = f"{utc(time)} ({folder.name})"
    if roots and is_stamped(folder, time, pathlib.Path(roots)):
        print(f"ok  its first {state.size} entries existed by {said}")
        return said
    if not is_stamped(folder, time, own):
        fail(f"the time-stamp of {folder.name} is wrong")
    print(f"--  its first {state.size} entries existed by {said},")
    print("    IF this root is that of the authority:")
    for found in CERTIFICATE.findall(text_of(own)):
        print(f"    SHA-256 {sha256(base64.b64decode(found)).hex()}")
    return ""


def check_witness(folder: pathlib.Path, leaf: bytes, log: str, known: set[str]) -> str:
    """Check what one witness signed; return what that shows by keys of yours, else ""."""
    state, text = confirmed(folder, leaf, log), text_of(folder / "witness.vkey")
    keys = read_keys(text.rstrip("\n"), WITNESS, MLDSA44)
    name, trusted, others = printable(keys[0].name), "", ""
    for key in keys:
        time, checked = check_signature(state, key)
        said = f"{utc(datetime.fromtimestamp(time, timezone.utc))} ({name})"
        if not time:
            fail(f"the witness in {folder.name} states no time")
        if not checked:
            print(f"--  the post-quantum signature of the witness {name} was NOT CHECKED")
        elif key.line in known:
            print(f"ok  its first {state.size} entries existed by {said},")
            print(f"    as that witness signed with its {LABEL[key.kind]} key")
            trusted = trusted or said
        else:
            others = others or said
    if others and not trusted:
        print(f"--  its first {state.size} entries existed by {others},")
        print(f"    IF these are the keys of that witness: SHA-256 {sha256(text.encode()).hex()}")
        for key in keys:
            if key.kind == WITNESS:
                print(f"    {printable(key.line)}")
    return trusted


def check(folder: pathlib.Path, yours: Yours) -> list[str]:
    """Do every step and tell what is shown; return by when the entry existed, as others confirm."""
    found = check_files(folder)
    changes = sorted(filter(CHANGE.fullmatch, found), key=lambda name: (len(name), name))
    received = yours.keys or log_keys(text_of(folder / "log.vkey").strip())
    current = check_keys(folder, received, changes)
    text = text_of(folder / "entry.json")
    entry = json.loads(text)
    if text != compact(entry) + "\n" or set(entry) != {"leaf", "slots", "withheld"}:
        fail("entry.json is not what the format says")
    fields = check_fields(entry)
    if fields.get("digests", {}).get("sha256") != found["original"]:
        fail("original has other bytes than the entry states")
    print(f"ok  original has the digest in the entry: sha256 {found['original']}")
    leaf, log = leaf_hash(entry), current[0].name
    check_inclusion(text_of(folder / "entry.tlog-proof"), leaf, current)
    tokens = [folder / name for name in found if name.endswith("/token.tsr")]
    seen = [folder / name for name in found if name.endswith("/witness.vkey")]
    stamps = [check_stamp(each.parent, leaf, log, yours.roots) for each in tokens]
    witnesses = [check_witness(each.parent, leaf, log, yours.witnesses) for each in seen]
    tell(entry, fields)
    if "" in stamps:
        print("CAUTION: a root certificate came from this folder. Compare its SHA-256 with the one")
        print("that the authority publishes, or give the root with --tsa-ca.")
    if "" in witnesses:
        print("CAUTION: keys of a witness that you did not give are in this folder. Compare them")
        print("with those that its operator states, or give them with --witness.")
    return sorted(filter(None, stamps + witnesses))


def tell(entry: dict[str, Any], fields: dict[str, Any]) -> None:
    """Print what the entry shows."""
    erased = len(entry["slots"]) - len(fields) - len(entry["withheld"])
    if erased < 0:
        fail("more fields are said to be withheld than there are")
    for name, value in fields.items():
        print(f"    {printable(name)}: {printable(compact(value))}")
    withheld = printable(", ".join(entry["withheld"])) or "nothing"
    print(f"    withheld, as the archive names them: {withheld}")
    if erased:
        print(f"    erased in the archive: {erased} fields")


def main() -> None:
    here = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--key", help="file with the log's keys, as you received it")
    parser.add_argument("--tsa-ca", help="file with root certificates of time-stamp authorities")
    witness = "file with the keys of a witness, as you received it; can be given again"
    parser.add_argument("--witness", action="append", default=[], help=witness)
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=here, help="the bundle")
    asked = parser.parse_args()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # lacking letters are no flaw
    try:
        yours = take(asked)
        times = check(asked.folder, yours)
    except NotChecked as slip:
        print(f"NOT CHECKED: {printable(str(slip))}", file=sys.stderr)
        sys.exit(NOT_CHECKED)
    except Refused as flaw:
        refuse(str(flaw))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit("STOPPED: the output was cut off, as by `head`; nothing is said of the proof")
    except OSError as error:
        refuse(f"{error.filename} cannot be used: {error.strerror}")
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        refuse(f"a file is not what the format says ({error})")
    print("THE PROOF HOLDS: unchanged since that entry.", end=" ")
    print("This says nothing of its author, its earlier")
    if times:
        print(f"history or its truth. The entry existed by {times[0]}.")
    else:
        print("history or its truth; the times are those that the archive's own clock claimed.")
    if asked.key is None or lies_in(asked.folder, asked.key):
        print("CAUTION: the keys came from this folder. Compare them with those you were given.")


def refuse(why: str) -> NoReturn:
    sys.exit(f"THE PROOF DOES NOT HOLD: {printable(why)}")


if __name__ == "__main__":
    main()
