"""The proof bundle of one item: what leaves, so that a stranger can check it without us.

Pure: takes what is known and returns the files of the bundle. Format:
docs/reference/formats/proof.md.
"""

from __future__ import annotations

import re
from importlib import resources

import msgspec

from amana.core import sha256_hex
from amana.custody import Checkpoint, Disclosure, Verifier, message

_SLOT = re.compile(r"\{\{([A-Z0-9]+)\}\}")


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """A time-stamp over a checkpoint that covers the entry, by one authority.

    `note` is that checkpoint, `proof` the tlog-proof of the entry in it, `token` the response
    (RFC 3161), `roots` the certificates by which the archive trusts the authority, in PEM.
    """

    authority: str
    note: bytes
    proof: bytes
    token: bytes
    roots: bytes


class Cosignature(msgspec.Struct, frozen=True, kw_only=True):
    """What a witness signed: a checkpoint that covers the entry.

    `note` is that checkpoint with the cosignatures, `proof` the tlog-proof of the entry in it,
    `keys` are the verifier keys of the witness that signed it.
    """

    witness: str
    note: bytes
    proof: bytes
    keys: tuple[str, ...]

    @property
    def folder(self) -> str:
        """The folder of this in a bundle: names of witnesses do for no file, key ids do."""
        return f"witnesses/{min(key.split('+')[1] for key in self.keys)}"


class Bundle(msgspec.Struct, frozen=True, kw_only=True):
    """What a bundle is made of, except the original's bytes, which are streamed beside it.

    `rotations` are the changes of the log's keys, by their paths below custody/.
    """

    ref: str
    original: str
    size: int
    index: int
    disclosure: Disclosure
    proof: bytes
    checkpoint: Checkpoint
    verifier: Verifier
    stamps: tuple[Stamp, ...] = ()
    cosignatures: tuple[Cosignature, ...] = ()
    rotations: dict[str, bytes] = {}


def entry_file(disclosure: Disclosure) -> bytes:
    """Return the `entry.json` of a bundle; it is the same in every bundle that shows the same."""
    return disclosure.json() + b"\n"


def bundle_files(bundle: Bundle) -> dict[str, bytes]:
    """Return the files of a bundle by name, `original` left out; `SHA256SUMS` covers all."""
    data = resources.files("amana.sharing") / "data"
    files = {
        "entry.json": entry_file(bundle.disclosure),
        "entry.tlog-proof": bundle.proof,
        "log.vkey": bundle.verifier.file(),
        "log.pem": bundle.verifier.pem(),
        "verify.py": (data / "verify.py").read_bytes(),
        "VERIFY.md": _instructions(bundle, (data / "VERIFY.md").read_text(encoding="utf-8")),
        **bundle.rotations,
    }
    for stamp in bundle.stamps:
        folder = f"timestamps/{stamp.authority}"
        files |= {
            f"{folder}/checkpoint": stamp.note,
            f"{folder}/entry.tlog-proof": stamp.proof,
            f"{folder}/roots.pem": stamp.roots,
            f"{folder}/token.tsr": stamp.token,
        }
    for each in bundle.cosignatures:
        files |= {
            f"{each.folder}/checkpoint": each.note,
            f"{each.folder}/entry.tlog-proof": each.proof,
            f"{each.folder}/witness.vkey": "".join(f"{key}\n" for key in each.keys).encode(),
        }
    sums = {name: sha256_hex(content) for name, content in files.items()}
    sums["original"] = bundle.original
    lines = [f"{digest}  {name}\n" for name, digest in sorted(sums.items())]
    return {**files, "SHA256SUMS": "".join(lines).encode()}


def _instructions(bundle: Bundle, template: str) -> bytes:
    """Fill the page in one go, so that no value is taken for a place to be filled."""
    shown = [
        f"    {printable(message(field.name, field.value).decode())}"
        for field in bundle.disclosure.released
    ]
    withheld = ", ".join(f"`{name}`" for name in bundle.disclosure.withheld)
    values = {
        "REF": bundle.ref,
        "SHA256": bundle.original,
        "SIZE": str(bundle.size),
        "INDEX": str(bundle.index),
        "ENTRIES": str(bundle.checkpoint.size),
        "ORIGIN": bundle.checkpoint.origin,
        "VKEY": bundle.verifier.vkeys()[0],
        "FINGERPRINT": bundle.verifier.fingerprint(),
        "SHOWN": "\n".join(shown) or "    nothing",
        "WITHHELD": withheld or "nothing",
        "STAMPS": ", ".join(f"`{stamp.authority}`" for stamp in bundle.stamps) or "none",
        "WITNESSES": ", ".join(f"`{printable(each.witness)}`" for each in bundle.cosignatures)
        or "none",
    }
    return _SLOT.sub(lambda slot: values[slot[1]], template).encode()


def printable(text: str) -> str:
    """Return `text` with whatever would steer a terminal or the direction of writing escaped."""
    return "".join(c if c.isprintable() else _escape(c) for c in text)


def _escape(character: str) -> str:
    return f"\\u{ord(character):04x}" if ord(character) < 1 << 16 else f"\\U{ord(character):08x}"
