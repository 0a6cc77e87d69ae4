from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amana.core import canonical
from amana.custody import LogReader, Signer
from amana.custody.backends import MemoryLog
from amana.custody.backends.authority_memory import MemoryAuthority
from amana.custody.cosignature import Cosigner
from amana.sharing import Cosignature, Stamp
from amana.sharing.bundle import printable

Make = Callable[..., Path]
MakeStamp = Callable[..., Stamp]
CosignIt = Callable[..., Cosignature]
KeysOfWitness = tuple[Cosigner, Cosigner]
SECRET = ("name", "path", "source", "collector", "restrictions")
BLOCKS = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def by_hand(folder: Path, shell: str = "sh", *, blocks: int | None = None) -> tuple[list[str], str]:
    """Type what VERIFY.md says, or only its first blocks.

    Return the lines it prints and what the shell complains of.
    """
    page = (folder / "VERIFY.md").read_text(encoding="utf-8")
    done = subprocess.run(
        [shell, "-c", "\n".join(BLOCKS.findall(page)[:blocks])],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.splitlines(), done.stderr


def sums(folder: Path) -> None:
    """Make SHA256SUMS fit what is there, as somebody would who changed the rest."""
    names = sorted(path.name for path in folder.iterdir() if path.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256((folder / n).read_bytes()).hexdigest()}  {n}\n" for n in names]
    (folder / "SHA256SUMS").write_text("".join(lines))


def test_a_bundle_is_these_files(make: Make, signer: Signer) -> None:
    folder = make()
    assert sorted(path.name for path in folder.iterdir()) == [
        "SHA256SUMS", "VERIFY.md", "entry.json", "entry.tlog-proof", "log.pem", "log.vkey",
        "original", "verify.py",
    ]  # fmt: skip
    assert (folder / "log.vkey").read_bytes() == signer.verifier.file()
    assert (folder / "log.pem").read_bytes() == signer.verifier.pem()
    assert (folder / "entry.tlog-proof").read_text().startswith("c2sp.org/tlog-proof@v1\nindex 7\n")


def test_sha256sum_finds_every_file(make: Make) -> None:
    folder = make()
    done = subprocess.run(
        ["sha256sum", "--strict", "-c", "SHA256SUMS"],  # noqa: S607 - as a stranger would type it
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.count(": OK\n") == 7


def test_the_page_fills_every_place_and_no_value_fills_another(make: Make, signer: Signer) -> None:
    page = (make(release=("digests", "source")) / "VERIFY.md").read_text(encoding="utf-8")
    assert "{{VKEY}}" in page, "it is part of the name of the source, and stays"
    assert re.findall(r"\{\{(?!VKEY)", page) == []
    first, _ = signer.verifier.vkeys()
    assert f"\n    {first}\n    {signer.verifier.fingerprint()}\n" in page
    assert '\n    ["source","canary-source \\"quoted\\" \\\\ {{VKEY}}"]\n' in page
    assert "`collector`" in page


def test_nothing_shown_is_said_in_words(make: Make) -> None:
    page = (make(release=()) / "VERIFY.md").read_text(encoding="utf-8")
    assert "## What is shown\n\n    nothing\n" in page


def test_everything_shown_withholds_nothing(make: Make) -> None:
    page = (make(release=("type", "at", "software", "digests", *SECRET)) / "VERIFY.md").read_text(
        encoding="utf-8"
    )
    assert "reveals nothing: nothing." in page


@pytest.mark.usefixtures("modern")
@pytest.mark.parametrize(
    ("shell", "index"),
    [
        pytest.param("dash", 0, marks=pytest.mark.deep),
        ("bash", 7),
        ("dash", 255),
        pytest.param("bash", 256, marks=pytest.mark.deep),
        ("dash", 299),
    ],
)
def test_the_page_can_be_followed_by_hand(make: Make, shell: str, index: int) -> None:
    if shutil.which(shell) is None:
        shell = "sh"
    lines, complaints = by_hand(make(release=("type", "digests", *SECRET), index=index), shell)
    assert complaints == ""
    assert lines[:7] == [
        f"{name}: OK"
        for name in ("VERIFY.md", "entry.json", "entry.tlog-proof", "log.pem", "log.vkey",
                     "original", "verify.py")
    ]  # fmt: skip
    assert [line for line in lines[7:] if not line.startswith("ok: ")] == [
        "Signature Verified Successfully"
    ] * 2
    assert len(lines) == 7 + 7 + 6
    assert f"ok: entry {index} of 300 leads to the root of the checkpoint" in lines


@pytest.mark.usefixtures("modern")
def test_by_hand_a_lost_post_quantum_signature_is_seen(make: Make) -> None:
    folder = make()
    proof = (folder / "entry.tlog-proof").read_text(encoding="utf-8")
    (folder / "entry.tlog-proof").write_text(proof.rstrip("\n").rpartition("\n")[0] + "\n")
    sums(folder)
    lines, _ = by_hand(folder)
    assert "DOES NOT HOLD: the post-quantum signature is there" in lines
    assert lines.count("Signature Verified Successfully") == 1


@pytest.mark.usefixtures("modern")
def test_by_hand_a_change_of_anything_is_seen(make: Make) -> None:
    folder = make()
    other = Signer.generate("example.org/log").verifier
    changes: dict[str, Callable[[bytes], bytes]] = {
        "original": lambda data: data + b"x",
        "entry.json": lambda data: data.replace(b"acquired", b"acquiree"),
        "entry.tlog-proof": lambda data: data.replace(b"index 7", b"index 6"),
    }
    for name, change in changes.items():
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(change(whole))
        assert any("FAILED" in line for line in by_hand(folder, blocks=2)[0])
        sums(folder)
        lines, _ = by_hand(folder)
        assert any(line.startswith("DOES NOT HOLD: ") for line in lines), name
        (folder / name).write_bytes(whole)
        sums(folder)
    (folder.parent / "LOG.VKEY").write_text(other.vkey() + "\n")
    lines, _ = by_hand(folder)
    assert "Signature Verified Successfully" not in lines


@pytest.mark.parametrize("release", [(), ("digests",), ("digests", "source"), SECRET])
def test_nothing_that_is_withheld_occurs_in_any_byte(
    make: Make, log: MemoryLog, signer: Signer, release: tuple[str, ...]
) -> None:
    folder = make(release=release)
    entry = LogReader(log, signer.verifier).entry(7)
    whole = b"\n".join(path.read_bytes() for path in folder.iterdir() if path.name != "original")
    plain = whole.replace(b"\\", b"")
    for field in entry.fields:
        told = field.name in release
        salt = bytes.fromhex(field.salt)
        for form in (
            field.salt.encode(),
            field.salt.upper().encode(),
            salt,
            base64.b64encode(salt),
        ):
            assert (form in whole) == (told and form == field.salt.encode()), field.name
        if field.name in SECRET:
            value = canonical(field.value).replace(b"\\", b"")
            assert (value in plain) == told, field.name
    words = {"name": b"canary-name", "path": b"Y2FuYXJ5", "source": b"canary-source",
             "collector": b"canary-collector", "restrictions": b"2027-canary"}  # fmt: skip
    for name, word in words.items():
        forms = (word, base64.b64encode(word)[:8], word.hex().encode(), word[::-1])
        assert any(form in whole for form in forms) == (name in release), name


def test_the_number_of_commitments_tells_nothing(make: Make) -> None:
    entry = json.loads((make(release=("digests",)) / "entry.json").read_text(encoding="utf-8"))
    assert len(entry["slots"]) == 9
    assert [set(slot) for slot in entry["slots"]].count({"commitment"}) == 8
    assert entry["withheld"] == ["type", "at", "software", *SECRET]


def test_what_would_steer_a_terminal_is_escaped() -> None:
    assert printable("\u0645\u0644\u0641 e\u0301 x") == "\u0645\u0644\u0641 e\u0301 x"
    assert printable("a\x1b[2J\u202eb\x9bc\U000e0001\n") == (
        "a\\u001b[2J\\u202eb\\u009bc\\U000e0001\\u000a"
    )


@pytest.mark.usefixtures("modern")
def test_by_hand_a_time_stamp_is_checked(
    make: Make, stamp: MakeStamp, authority: MemoryAuthority
) -> None:
    folder = make(stamps=[stamp(authority)])
    lines, complaints = by_hand(folder)
    assert complaints == ""
    assert "timestamps/north/token.tsr: OK" in lines
    assert lines[-1] == "Verification: OK"
    assert "the token of timestamps/north/ says: Nov 21 18:05:00 2026 GMT" in lines
    assert "ok: entry 7 of 100 leads to the root of the checkpoint" in lines
    assert "ok: it is the one that was stamped" in lines
    assert not any(line.startswith("DOES NOT HOLD") for line in lines)


def test_by_hand_a_false_time_stamp_is_seen(
    make: Make, stamp: MakeStamp, authority: MemoryAuthority
) -> None:
    folder = make(stamps=[stamp(MemoryAuthority(lambda: datetime(2020, 1, 1, tzinfo=UTC)))])
    (folder.parent / "ROOTS.PEM").write_bytes(authority.roots)
    assert by_hand(folder)[0][-1] == "Verification: FAILED"
    folder = make(stamps=[stamp(authority)])
    token = folder / "timestamps" / "north" / "token.tsr"
    token.write_bytes(token.read_bytes()[:-1] + b"x")
    lines, _ = by_hand(folder)
    assert "timestamps/north/token.tsr: FAILED" in lines
    assert lines[-1] == "Verification: FAILED"


def test_the_page_names_the_authorities(
    make: Make, stamp: MakeStamp, authority: MemoryAuthority
) -> None:
    page = (make(stamps=[stamp(authority)]) / "VERIFY.md").read_text(encoding="utf-8")
    assert "Time-stamps of authorities in this folder: `north`." in page
    page = (make() / "VERIFY.md").read_text(encoding="utf-8")
    assert "Time-stamps of authorities in this folder: none." in page


@pytest.mark.usefixtures("modern")
def test_by_hand_a_cosignature_is_checked(
    make: Make, cosign: CosignIt, witness: KeysOfWitness
) -> None:
    folder = make(cosignatures=[cosign(*witness)])
    lines, complaints = by_hand(folder)
    assert complaints == ""
    assert lines[-5:] == [
        "ok: entry 7 of 100 leads to the root of the checkpoint",
        "ok: it is the one that was witnessed",
        "the witness example.org/witness says: 2026-11-21 18:05:00 UTC",
        "Signature Verified Successfully",
        "ok: a witness of yours signed it",
    ]
    assert not any(line.startswith("DOES NOT HOLD") for line in lines)


def test_by_hand_a_false_cosignature_is_seen(
    make: Make, cosign: CosignIt, witness: KeysOfWitness
) -> None:
    folder = make(cosignatures=[cosign(*witness)])
    (folder.parent / "WITNESSES.VKEY").write_text("")
    assert by_hand(folder)[0][-1] == "DOES NOT HOLD: a witness of yours signed it"
    forger = Cosigner(witness[0].verifier.name, Ed25519PrivateKey.generate())
    folder = make(cosignatures=[cosign(forger)])
    (folder.parent / "WITNESSES.VKEY").write_text(witness[0].verifier.vkey() + "\n")
    assert by_hand(folder)[0][-2] == "Signature Verification Failure"


def test_the_page_names_the_witnesses(make: Make, cosign: CosignIt, witness: KeysOfWitness) -> None:
    page = (make(cosignatures=[cosign(*witness)]) / "VERIFY.md").read_text(encoding="utf-8")
    assert "signed what is in this folder: `example.org/witness`." in page
    folder = min(each.verifier.key.key_id.hex() for each in witness)
    bundle = make(cosignatures=[cosign(*witness)])
    assert sorted(path.name for path in (bundle / "witnesses" / folder).iterdir()) == [
        "checkpoint", "entry.tlog-proof", "witness.vkey",
    ]  # fmt: skip
