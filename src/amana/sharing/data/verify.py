#!/usr/bin/env python3
"""Check the proof bundle in this folder. Needs Python 3.9 or newer and openssl; no network.

Usage: python3 verify.py --key LOG.VKEY     (the log's public key as you received it)

What it does is written down in VERIFY.md; each step prints what it found. Exit status 0 means
that every step held, 1 that one did not.
"""

import argparse
import base64
import hashlib
import hmac
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def fail(why):
    sys.exit(f"THE PROOF DOES NOT HOLD: {why}")


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def original_digest():
    digest = hashlib.sha256()
    with open(HERE / "original", "rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def shown_fields(entry):
    """Check each shown field against its commitment; return name -> value."""
    fields = {}
    for slot in entry["slots"]:
        if "message" in slot:
            made = hmac.new(bytes.fromhex(slot["salt"]), slot["message"].encode(), "sha256")
            if made.hexdigest() != slot["commitment"]:
                fail("a shown field does not fit its commitment")
            name, value = json.loads(slot["message"])
            fields[name] = value
    return fields


def leaf_hash(entry):
    lines = "".join(slot["commitment"] + "\n" for slot in entry["slots"])
    whole = sha256(b"amana payload v1\n", lines.encode()).hex()
    if entry["leaf"] != '{"c":"%s","v":1}' % whole:
        fail("the leaf does not commit to the fields")
    return sha256(b"\x00", entry["leaf"].encode())


def root_of(leaf, index, size, path):
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


def check_signature(note, vkey):
    """Check the note's Ed25519 signature by the key in `vkey` with openssl; return its text."""
    name, key_id, material = vkey.strip().split("+", 2)
    key = base64.b64decode(material)
    if key[:1] != b"\x01" or sha256(name.encode(), b"\n", key).hex()[:8] != key_id:
        fail("this is no Ed25519 verifier key")
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    for line in signatures.splitlines():
        dash, signer, encoded = line.split(" ")
        value = base64.b64decode(encoded)
        if (signer, value[:4].hex()) == (name, key_id):
            break
    else:
        fail(f"the checkpoint is not signed by {name}")
    with tempfile.TemporaryDirectory() as folder:
        public, body, signature = (pathlib.Path(folder, n) for n in ("key", "body", "sig"))
        public.write_bytes(bytes.fromhex("302a300506032b6570032100") + key[1:])  # RFC 8410
        body.write_bytes(text.encode())
        signature.write_bytes(value[4:])
        command = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER"]
        command += ["-inkey", public, "-in", body, "-sigfile", signature]
        if subprocess.run(command, capture_output=True).returncode != 0:
            fail("the signature of the checkpoint is wrong")
    origin, size, root = text.split("\n")[:3]
    if origin != name:
        fail("the checkpoint is of another log")
    return int(size), base64.b64decode(root)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--key", help="file with the log's verifier key, as you received it")
    key_file = parser.parse_args().key
    vkey = pathlib.Path(key_file or HERE / "log.vkey").read_text()
    entry = json.loads((HERE / "entry.json").read_text(encoding="utf-8"))
    fields = shown_fields(entry)
    digest = original_digest()
    if fields.get("digests", {}).get("sha256") != digest:
        fail("`original` has other bytes than the entry states")
    print(f"ok  original has the digest in the entry: sha256 {digest}")
    head, _, note = (HERE / "entry.tlog-proof").read_text(encoding="utf-8").partition("\n\n")
    version, number, *path = head.split("\n")
    if version != "c2sp.org/tlog-proof@v1":
        fail("this is no tlog-proof")
    index = int(number.split(" ")[1])
    size, root = check_signature(note, vkey)
    print(f"ok  the checkpoint over {size} entries is signed by {vkey.strip()}")
    if root_of(leaf_hash(entry), index, size, [base64.b64decode(line) for line in path]) != root:
        fail("the inclusion proof does not lead to the signed root")
    print(f"ok  the entry is number {index} of that log")
    for name, value in fields.items():
        print(f"    {name}: {json.dumps(value, ensure_ascii=False)}")
    print("    withheld: " + (", ".join(entry["withheld"]) or "nothing"))
    print(
        "THE PROOF HOLDS: unchanged since that entry. This says nothing of its author, its earlier"
    )
    print("history or its truth; the times are those that the archive's own clock claimed.")
    if key_file is None:
        print("CAUTION: the key came from this folder. Compare it with the one you were given.")


if __name__ == "__main__":
    main()
