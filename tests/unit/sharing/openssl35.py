"""A stand-in for openssl 3.5 where the machine has an older one: ML-DSA-44 keys, and nothing else.

What is about another key goes to the openssl of the machine. The commands and their meaning are
those of openssl-pkey(1) and openssl-pkeyutl(1) of version 3.5.
"""

from __future__ import annotations

import os
import sys
from itertools import pairwise
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey


def main(words: list[str]) -> int:
    options = dict(pairwise(words))
    name = options.get("-inkey") or options.get("-in", "")
    data = Path(name).read_bytes() if name and Path(name).is_file() else b""
    try:
        key = serialization.load_der_public_key(data)
    except ValueError:
        key = None
    if words[0] not in ("pkey", "pkeyutl") or not isinstance(key, MLDSA44PublicKey):
        os.execv("/usr/bin/openssl", ["openssl", *words])  # noqa: S606 - as the caller would
    if words[0] == "pkey":
        return 0
    assert {"-verify", "-rawin", "-pubin"} <= set(words)
    assert options["-keyform"] == "DER"
    try:
        key.verify(Path(options["-sigfile"]).read_bytes(), Path(options["-in"]).read_bytes())
    except InvalidSignature:
        sys.stderr.write("Signature Verification Failure\n")
        return 1
    sys.stdout.write("Signature Verified Successfully\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
