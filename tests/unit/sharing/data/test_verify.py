from __future__ import annotations

import ast
import base64
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey
from cryptography.hazmat.primitives.serialization import Encoding

from amana.core import JSON, canonical
from amana.custody import LogReader, LogWriter, Signer, disclose, salted
from amana.custody.backends import MemoryLog
from amana.custody.backends.authority_memory import MemoryAuthority
from amana.custody.cosignature import Cosigner
from amana.custody.ed25519 import Ed25519Signer
from amana.custody.note import Note, VerifierKey, decode_note, encode_note
from amana.custody.rotation import spell_rotation
from amana.sharing import Cosignature, Stamp

Make = Callable[..., Path]
MakeStamp = Callable[..., Stamp]
CosignIt = Callable[..., Cosignature]
KeysOfWitness = tuple[Cosigner, Cosigner]
OTHER_KEYS = (
    "log.vkey does not hold the keys of the log that you gave. That can be in order only if yours"
    " are newer than this proof: then ask the archive, on a way that you trust, for the keys of"
    " that time and for the changes since"
)
PROGRAM = Path(__file__).parents[4] / "src" / "amana" / "sharing" / "data" / "verify.py"


@pytest.fixture(scope="module")
def program() -> ModuleType:
    """Return the program as a module, so that it can be asked a thousand times."""
    spec = importlib.util.spec_from_file_location("verify", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program of a bundle as its page says."""
    return subprocess.run(
        ["python3", "-I", "verify.py", *arguments],  # noqa: S607 - as a stranger would type it
        cwd=folder,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def verdict(
    program: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, key: Path | None = None
) -> str:
    """Return why the program refuses a bundle, or "" where it holds."""
    given = str(key or folder.parent / "LOG.VKEY")
    monkeypatch.setattr(sys, "argv", ["verify.py", "--key", given, str(folder)])
    try:
        program.main()
    except SystemExit as end:
        said = str(end.code)
    else:
        return ""
    assert said.startswith("THE PROOF DOES NOT HOLD: ")
    return said.removeprefix("THE PROOF DOES NOT HOLD: ")


def by_library(kind: int, public: bytes, message: bytes, value: bytes) -> str:
    """Check a signature as openssl 3.5 would, a thousand times as fast."""
    try:
        if kind in (1, 4):
            Ed25519PublicKey.from_public_bytes(public).verify(value, message)
        else:
            MLDSA44PublicKey.from_public_bytes(public).verify(value, message)
    except InvalidSignature:
        return "wrong"
    return "right"


def sums(folder: Path) -> None:
    """Make SHA256SUMS fit what is there, as somebody would who changed the rest."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    names = sorted(path.relative_to(folder).as_posix() for path in files)
    lines = [f"{hashlib.sha256((folder / n).read_bytes()).hexdigest()}  {n}\n" for n in names]
    (folder / "SHA256SUMS").write_text("".join(lines))


def test_a_bundle_holds(make: Make, signer: Signer) -> None:
    done = run(make(), "--key", "../LOG.VKEY")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert f"signed by {signer.verifier.vkeys()[0]}\n" in done.stdout
    assert "ok  the entry is number 7 of that log\n" in done.stdout
    assert '    type: "acquired"\n' in done.stdout
    assert "withheld, as the archive names them: name, path, source, collector, restrictions\n" in (
        done.stdout
    )
    assert "THE PROOF HOLDS: unchanged since that entry. This says nothing of its author" in (
        done.stdout
    )
    assert "CAUTION" not in done.stdout


def test_without_a_key_it_warns(make: Make) -> None:
    done = run(make())
    assert done.returncode == 0
    assert done.stdout.endswith(
        "CAUTION: the keys came from this folder. Compare them with those you were given.\n"
    )


def test_an_output_that_is_cut_off_says_nothing_of_the_proof(make: Make) -> None:
    folder = make()
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-u", "verify.py"],
            cwd=folder,
            stdout=write,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(write)
    assert done.returncode == 1
    assert done.stderr.startswith("STOPPED: ")
    assert "HOLD" not in done.stderr


def test_a_trusted_copy_of_the_program_checks_any_folder(make: Make) -> None:
    folder = make()
    (folder / "verify.py").write_text("print('THE PROOF HOLDS')\n")
    command = [sys.executable, "-I", str(PROGRAM), "--key", str(folder.parent / "LOG.VKEY")]
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "verify.py is not the file that SHA256SUMS lists" in done.stderr


def test_it_runs_in_a_bare_environment(make: Make) -> None:
    done = run(make(release=("digests", "name")), "--key", "../LOG.VKEY", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    assert "THE PROOF HOLDS" in done.stdout


def test_it_needs_no_later_python_than_it_says() -> None:
    ast.parse(PROGRAM.read_text(encoding="utf-8"), feature_version=(3, 9))


def test_without_openssl_it_says_so(make: Make, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3").symlink_to(sys.executable)
    done = run(make(), PATH=str(tmp_path / "bin"))
    assert done.returncode == 1
    assert done.stderr == (
        "THE PROOF DOES NOT HOLD: openssl cannot be used: No such file or directory\n"
    )


def test_files_that_are_not_part_of_it_are_told(make: Make) -> None:
    folder = make()
    (folder / "json.py").write_text("raise SystemExit('taken from the folder')\n")
    (folder / "note\u202e.txt").touch()
    done = run(folder, "--key", "../LOG.VKEY")
    assert done.returncode == 0, done.stderr
    assert "    not part of the proof: json.py\n" in done.stdout
    assert "    not part of the proof: note\\u202e.txt\n" in done.stdout


NAMES = ["SHA256SUMS", "VERIFY.md", "entry.json", "entry.tlog-proof", "log.pem", "log.vkey",
         "original", "verify.py"]  # fmt: skip


FEW = 60
"""So many bytes of a file are changed in every run, spread over all of it."""


@pytest.mark.parametrize("many", [FEW, pytest.param(250, marks=pytest.mark.deep)])
@pytest.mark.parametrize("name", NAMES)
def test_every_changed_byte_of_every_file_is_noticed(
    make: Make, program: ModuleType, monkeypatch: pytest.MonkeyPatch, name: str, many: int
) -> None:
    folder = make()
    whole = (folder / name).read_bytes()
    step = max(1, len(whole) // many)
    for place in (*range(0, len(whole), step), len(whole) - 1):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        (folder / name).write_bytes(bytes(damaged))
        assert verdict(program, folder, monkeypatch), place
    for changed in (b"", whole[:-1], whole + b"\n", whole + b"x", whole.replace(b"\n", b"\r\n", 1)):
        (folder / name).write_bytes(changed)
        assert verdict(program, folder, monkeypatch)
    (folder / name).unlink()
    assert verdict(program, folder, monkeypatch)
    (folder / name).write_bytes(whole)
    assert verdict(program, folder, monkeypatch) == ""


@pytest.mark.parametrize("many", [FEW, pytest.param(200, marks=pytest.mark.deep)])
@pytest.mark.parametrize(
    "name", ["entry.json", "entry.tlog-proof", "log.pem", "log.vkey", "original"]
)
def test_every_changed_byte_is_noticed_even_where_the_sums_were_changed_with_it(
    make: Make, program: ModuleType, monkeypatch: pytest.MonkeyPatch, name: str, many: int
) -> None:
    monkeypatch.setattr(program, "openssl", by_library)
    folder = make()
    whole = (folder / name).read_bytes()
    # The names of what is withheld are said by the archive; nothing but their number is proven.
    end = whole.rfind(b'"withheld"') if name == "entry.json" else len(whole)
    for place in range(0, end, max(1, end // many)):
        for bit in (0, 5):
            damaged = bytearray(whole)
            damaged[place] ^= 1 << bit
            (folder / name).write_bytes(bytes(damaged))
            sums(folder)
            assert verdict(program, folder, monkeypatch), (place, bit)


def changed(folder: Path, name: str, *pairs: tuple[bytes, bytes]) -> None:
    data = (folder / name).read_bytes()
    for old, new in pairs:
        assert data.count(old) >= 1, old
        data = data.replace(old, new, 1)
    (folder / name).write_bytes(data)
    sums(folder)


def test_what_is_spelled_another_way_is_refused(
    make: Make, program: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make()
    entry = json.loads((folder / "entry.json").read_bytes())
    proof = (folder / "entry.tlog-proof").read_bytes()
    first = proof.split(b"\n")[2]
    slot = entry["slots"][0]
    commitment, salt = slot["commitment"].encode(), slot["salt"].encode()
    ways: list[tuple[str, bytes, bytes]] = [
        ("entry.tlog-proof", b"index 7", b"index 07"),
        ("entry.tlog-proof", b"index 7", b"index +7"),
        ("entry.tlog-proof", b"index 7", b"index  7"),
        ("entry.tlog-proof", b"index 7", b"index \xd9\xa7"),
        ("entry.tlog-proof", b"index 7", b"extra AAAA\nindex 7"),
        ("entry.tlog-proof", b"tlog-proof@v1", b"tlog-proof@v2"),
        ("entry.tlog-proof", first, b" " + first),
        ("entry.tlog-proof", first, b"!" + first),
        ("entry.tlog-proof", first + b"\n", b""),
        ("entry.tlog-proof", first, first + b"\n" + first),
        ("entry.tlog-proof", first, base64.b64encode(base64.b64decode(first) + b"\0")),
        ("entry.tlog-proof", b"\n300\n", b"\n0300\n"),
        ("entry.tlog-proof", b"\n300\n", b"\n 300\n"),
        ("entry.tlog-proof", b"\n300\n", b"\n300\nextension\n"),
        ("entry.json", b'{"leaf"', b'{ "leaf"'),
        ("entry.json", b'"withheld":[', b'"withheld":[],"withheld":['),
        ("entry.json", b'"withheld":[', b'"withheld":["a","b","c","d","e","f","g","h","i","j",'),
        ("entry.json", b'{"commitment"', b'{"c":1,"commitment"'),
        ("entry.json", commitment, commitment.upper()),
        ("entry.json", salt, salt.upper()),
        ("entry.json", salt, salt + b"00"),
        ("entry.json", b'[\\"type\\",\\"acquired\\"]', b'[\\"type\\", \\"acquired\\"]'),
        ("log.vkey", b"example.org", b"Example.org"),
        ("SHA256SUMS", b"  original", b" *original"),
    ]
    for name, old, new in ways:
        whole = {path.name: path.read_bytes() for path in folder.iterdir()}
        changed(folder, name, (old, new))
        if name == "SHA256SUMS":
            (folder / name).write_bytes(whole[name].replace(old, new))
        assert verdict(program, folder, monkeypatch), (name, new)
        for other, content in whole.items():
            (folder / other).write_bytes(content)
    assert verdict(program, folder, monkeypatch) == ""


def test_a_slot_that_hides_two_is_refused(
    make: Make, program: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two commitments in one slot, parted by a line feed, would hash to the same leaf."""
    folder = make()
    entry = json.loads((folder / "entry.json").read_bytes())
    *slots, last, lost = entry["slots"]
    merged = {"commitment": f"{last['commitment']}\n{lost['commitment']}"}
    (folder / "entry.json").write_bytes(canonical({**entry, "slots": [*slots, merged]}) + b"\n")
    sums(folder)
    assert verdict(program, folder, monkeypatch) == "a commitment is malformed"


def rebuilt(folder: Path, signer: Signer, fields: list[tuple[str, JSON]], names: set[str]) -> None:
    """Put another entry into a bundle, properly logged and signed by `signer`."""
    storage = MemoryLog()
    LogWriter.create(storage, signer, "0").append([salted(fields)], lambda: "0")
    proven = LogReader(storage, signer.verifier).prove(0)
    (folder / "entry.json").write_bytes(disclose(proven.payload, names).json() + b"\n")
    (folder / "entry.tlog-proof").write_bytes(proven.proof)
    (folder / "log.vkey").write_bytes(signer.verifier.file())
    (folder / "log.pem").write_bytes(signer.verifier.pem())
    sums(folder)


@pytest.mark.usefixtures("modern")
def test_what_openssl_cannot_check_is_said_to_be_unchecked(make: Make) -> None:
    folder = make()
    old = run(folder, "--key", "../LOG.VKEY", PATH="/usr/bin:/bin")
    new = run(folder, "--key", "../LOG.VKEY")
    checked = "ok  and by the post-quantum key (ML-DSA-44) of that log\n"
    assert checked in new.stdout
    if checked not in old.stdout:  # where the machine's own openssl is older than 3.5
        assert "--  its post-quantum signature (ML-DSA-44) is there, but was NOT" in old.stdout
    assert (old.returncode, new.returncode) == (0, 0)


@pytest.mark.usefixtures("modern")
@pytest.mark.parametrize("place", [4, 4 + 7, 4 + 8, 4 + 8 + 2419])
def test_a_wrong_post_quantum_signature_is_refused(
    make: Make, program: ModuleType, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    folder = make()
    proof = (folder / "entry.tlog-proof").read_text(encoding="utf-8")
    rest, _, line = proof.rstrip("\n").rpartition(" ")
    value = bytearray(base64.b64decode(line))
    value[place] ^= 1
    forged = base64.b64encode(value).decode()
    (folder / "entry.tlog-proof").write_text(f"{rest} {forged}\n", encoding="utf-8")
    sums(folder)
    why = "malformed" if place == 4 else "wrong"
    assert (
        verdict(program, folder, monkeypatch)
        == f"the post-quantum signature of the checkpoint is {why}"
    )


def test_a_whole_bundle_under_another_key_is_refused(
    make: Make, program: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make()
    forger = Signer.generate("example.org/log")
    digests = json.loads(json.loads((folder / "entry.json").read_bytes())["slots"][3]["message"])[1]
    rebuilt(folder, forger, [("digests", digests)], {"digests"})
    refused = verdict(program, folder, monkeypatch)
    assert refused == OTHER_KEYS
    own = folder / "log.vkey"
    assert verdict(program, folder, monkeypatch, own) == "", "it is whole, but whose is it?"
    vkey = (folder.parent / "LOG.VKEY").read_bytes()
    (folder / "log.vkey").write_bytes(vkey)
    sums(folder)
    assert verdict(program, folder, monkeypatch) == "log.pem is not the key of the log"


def test_an_entry_of_other_bytes_is_refused(
    make: Make, program: ModuleType, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make()
    cases: list[tuple[str, JSON, str]] = [
        ("digests", {"sha256": "ab" * 32}, "original has other bytes than the entry states"),
        ("digests", "text", "a file is not what the format says"),
        ("digests", None, "a file is not what the format says"),
        ("other", 1, "original has other bytes than the entry states"),
    ]
    for name, value, why in cases:
        rebuilt(folder, signer, [(name, value)], {name})
        assert verdict(program, folder, monkeypatch).startswith(why)


def test_a_proof_that_does_not_show_the_digest_shows_nothing_of_the_original(
    make: Make, program: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make(release=("type",))
    assert verdict(program, folder, monkeypatch) == "original has other bytes than the entry states"


def test_an_erased_field_is_told_apart_from_a_withheld_one(
    make: Make,
    program: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = make()
    changed(folder, "entry.json", (b'"withheld":["name",', b'"withheld":['))
    assert verdict(program, folder, monkeypatch) == ""
    assert "    erased in the archive: 1 fields\n" in capsys.readouterr().out


def test_cosignatures_of_others_do_not_disturb(
    make: Make, program: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make()
    witness = Ed25519Signer.generate("witness.example")
    line = encode_note(witness.sign("x\n")).decode().split("\n")[2]
    proof = (folder / "entry.tlog-proof").read_text(encoding="utf-8")
    (folder / "entry.tlog-proof").write_text(f"{proof}{line}\n", encoding="utf-8")
    sums(folder)
    assert verdict(program, folder, monkeypatch) == ""
    kinds = ("Ed25519", "post-quantum")
    for own, kind in zip(proof.rstrip("\n").rsplit("\n", 2)[1:], kinds, strict=True):
        why = f"the checkpoint is not signed by the {kind} key of example.org/log"
        for wrong in (f"{proof}{own}\n", proof.replace(f"{own}\n", "")):
            (folder / "entry.tlog-proof").write_text(wrong, encoding="utf-8")
            sums(folder)
            assert verdict(program, folder, monkeypatch) == why


@pytest.mark.parametrize("public", [bytes(32), (2**255 - 18).to_bytes(32, "little")])
def test_a_weak_key_verifies_nothing(
    make: Make, program: ModuleType, monkeypatch: pytest.MonkeyPatch, public: bytes
) -> None:
    folder = make()
    weak = VerifierKey(name="example.org/log", kind=1, public=public)
    mldsa = (folder / "log.vkey").read_text().split("\n")[1]
    key = base64.b64encode(program.DER[1] + public).decode()
    (folder / "log.vkey").write_text(f"{weak.text()}\n{mldsa}\n")
    (folder / "log.pem").write_text(
        f"-----BEGIN PUBLIC KEY-----\n{key}\n-----END PUBLIC KEY-----\n"
    )
    proof = (folder / "entry.tlog-proof").read_text(encoding="utf-8")
    head, _, last = proof.rstrip("\n").rsplit("\n", 2)
    value = base64.b64encode(weak.key_id + (1).to_bytes(32, "little") + bytes(32)).decode()
    line = f"\u2014 example.org/log {value}"
    (folder / "entry.tlog-proof").write_text(f"{head}\n{line}\n{last}\n", encoding="utf-8")
    sums(folder)
    refused = verdict(program, folder, monkeypatch, folder / "log.vkey")
    assert refused == "the Ed25519 signature of the checkpoint is malformed"


def test_values_cannot_steer_the_terminal(
    make: Make,
    program: ModuleType,
    signer: Signer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = make()
    digests = json.loads(json.loads((folder / "entry.json").read_bytes())["slots"][3]["message"])[1]
    fields: list[tuple[str, JSON]] = [("digests", digests), ("name", "\u202egpj\x9b2J\u0645")]
    rebuilt(folder, signer, fields, {"digests", "name"})
    assert verdict(program, folder, monkeypatch) == ""
    assert '    name: "\\u202egpj\\x9b2J\u0645"\n' in capsys.readouterr().out


def test_the_rule_for_points_is_the_one_of_the_archive(program: ModuleType) -> None:
    prime = 2**255 - 19
    for y in (0, 1, prime - 1, prime, prime + 1, 2**255 - 1):
        for sign in (0, 1 << 255):
            assert not program.is_strict((y | sign).to_bytes(32, "little"))
    assert program.is_strict(Ed25519PrivateKey.generate().public_key().public_bytes_raw())


# -- time-stamps ------------------------------------------------------------------------------


def stamped(program: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what the program says of a bundle with the root of its authority."""
    keys, roots = folder.parent / "LOG.VKEY", folder.parent / "ROOTS.PEM"
    sys.argv = ["verify.py", "--key", str(keys), "--tsa-ca", str(roots), str(folder)]
    try:
        program.main()
    except SystemExit as end:
        return str(end.code)
    return capsys.readouterr().out


def test_a_time_stamp_shows_by_when_the_entry_existed(
    make: Make, stamp: MakeStamp, authority: MemoryAuthority
) -> None:
    folder = make(stamps=[stamp(authority)])
    done = run(folder, "--key", "../LOG.VKEY", "--tsa-ca", "../ROOTS.PEM")
    assert done.returncode == 0, done.stderr
    assert "ok  the 11 files of the bundle are complete\n" in done.stdout
    assert "ok  its first 100 entries existed by 2026-11-21 18:05:00 UTC (north)\n" in done.stdout
    assert done.stdout.endswith(
        "history or its truth. The entry existed by 2026-11-21 18:05:00 UTC (north).\n"
    )


def test_a_root_from_the_folder_itself_is_not_believed(
    make: Make, stamp: MakeStamp, authority: MemoryAuthority
) -> None:
    folder = make(stamps=[stamp(authority)])
    done = run(folder, "--key", "../LOG.VKEY")
    assert done.returncode == 0, done.stderr
    root = hashlib.sha256(authority.root.public_bytes(Encoding.DER)).hexdigest()
    assert f"IF this root is that of the authority:\n    SHA-256 {root}\n" in done.stdout
    assert "CAUTION: a root certificate came from this folder." in done.stdout
    assert "existed by 2026-11-21 18:05:00 UTC (north).\n" not in done.stdout
    assert "the times are those that the archive's own clock claimed" in done.stdout


def test_the_earliest_of_several_is_told_and_each_stands_for_itself(
    make: Make, stamp: MakeStamp, authority: MemoryAuthority
) -> None:
    later = MemoryAuthority(lambda: datetime(2026, 11, 22, 9, tzinfo=UTC), name="South")
    folder = make(stamps=[stamp(later, "south"), stamp(authority, "north")])
    (folder.parent / "ROOTS.PEM").write_bytes(authority.roots + later.roots)
    done = run(folder, "--key", "../LOG.VKEY", "--tsa-ca", "../ROOTS.PEM")
    assert done.returncode == 0, done.stderr
    assert "existed by 2026-11-22 09:00:00 UTC (south)\n" in done.stdout
    assert done.stdout.endswith("The entry existed by 2026-11-21 18:05:00 UTC (north).\n")
    (folder.parent / "ROOTS.PEM").write_bytes(later.roots)
    done = run(folder, "--key", "../LOG.VKEY", "--tsa-ca", "../ROOTS.PEM")
    assert done.returncode == 0, done.stderr
    assert "18:05:00 UTC (north),\n    IF this root" in done.stdout
    assert done.stdout.endswith("The entry existed by 2026-11-22 09:00:00 UTC (south).\n")


def test_a_token_of_long_ago_still_holds(make: Make, stamp: MakeStamp) -> None:
    """Its certificate has expired: it is checked as of the time that it states."""
    old = MemoryAuthority(lambda: datetime(2019, 1, 9, 7, 0, 5, tzinfo=UTC), days=2)
    folder = make(stamps=[stamp(old)])
    done = run(folder, "--key", "../LOG.VKEY", "--tsa-ca", "../ROOTS.PEM")
    assert done.returncode == 0, done.stderr
    assert "existed by 2019-01-09 07:00:05 UTC (north)" in done.stdout


@pytest.mark.parametrize("name", ["checkpoint", "entry.tlog-proof", "roots.pem", "token.tsr"])
def test_every_changed_file_of_a_time_stamp_is_noticed(  # noqa: PLR0917 - fixtures
    make: Make,
    stamp: MakeStamp,
    authority: MemoryAuthority,
    program: ModuleType,
    capsys: pytest.CaptureFixture[str],
    name: str,
) -> None:
    folder = make(stamps=[stamp(authority)])
    path = folder / "timestamps" / "north" / name
    whole = path.read_bytes()
    assert "THE PROOF HOLDS" in stamped(program, folder, capsys)
    for place in range(0, len(whole), max(1, len(whole) // 8)):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        path.write_bytes(bytes(damaged))
        assert "THE PROOF DOES NOT HOLD" in stamped(program, folder, capsys)
        sums(folder)
        told = stamped(program, folder, capsys)
        # A root that you were given yourself is the one that counts, whatever the folder holds.
        if name != "roots.pem":
            assert "THE PROOF DOES NOT HOLD" in told, place
    path.unlink()
    sums(folder)
    assert "THE PROOF DOES NOT HOLD" in stamped(program, folder, capsys)


def test_what_was_stamped_must_be_a_state_of_this_log_that_covers_the_entry(
    make: Make,
    stamp: MakeStamp,
    authority: MemoryAuthority,
    program: ModuleType,
    capsys: pytest.CaptureFixture[str],
) -> None:
    good = stamp(authority)
    other = make(index=8, stamps=[stamp(authority, index=8)])
    swapped = {path.name: path.read_bytes() for path in (other / "timestamps/north").iterdir()}
    folder = make(stamps=[good])
    (folder / "timestamps/north/entry.tlog-proof").write_bytes(swapped["entry.tlog-proof"])
    sums(folder)
    assert "the inclusion proof does not lead to the root" in stamped(program, folder, capsys)
    folder = make(stamps=[good])
    now = (folder / "entry.tlog-proof").read_bytes()
    (folder / "timestamps/north/entry.tlog-proof").write_bytes(now)
    sums(folder)
    assert "is not the one of its proof" in stamped(program, folder, capsys)
    (folder / "timestamps/north/checkpoint").write_bytes(now.partition(b"\n\n")[2])
    sums(folder)
    assert "the time-stamp of north is wrong" in stamped(program, folder, capsys)


def test_a_forged_authority_is_not_believed(
    make: Make,
    stamp: MakeStamp,
    authority: MemoryAuthority,
    program: ModuleType,
    capsys: pytest.CaptureFixture[str],
) -> None:
    forger = MemoryAuthority(lambda: datetime(2020, 1, 1, tzinfo=UTC))
    folder = make(stamps=[stamp(forger)])
    (folder.parent / "ROOTS.PEM").write_bytes(authority.roots)
    told = stamped(program, folder, capsys)
    assert "2020-01-01 00:00:00 UTC (north),\n    IF this root is that of the authority" in told
    assert "The entry existed by" not in told


# -- witnesses --------------------------------------------------------------------------------


def seen(program: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """Return what the program says of a bundle with the keys of the log."""
    sys.argv = ["verify.py", "--key", str(folder.parent / "LOG.VKEY"), *more, str(folder)]
    try:
        program.main()
    except SystemExit as end:
        return str(end.code)
    return capsys.readouterr().out


@pytest.mark.usefixtures("modern")
def test_a_cosignature_shows_by_when_the_entry_existed(
    make: Make, cosign: CosignIt, witness: KeysOfWitness
) -> None:
    folder = make(cosignatures=[cosign(*witness)])
    done = run(folder, "--key", "../LOG.VKEY", "--witness", "../WITNESSES.VKEY")
    assert done.returncode == 0, done.stderr
    assert "ok  the 10 files of the bundle are complete\n" in done.stdout
    time = "2026-11-21 18:05:00 UTC (example.org/witness)"
    for kind in ("Ed25519", "post-quantum"):
        assert (
            f"ok  its first 100 entries existed by {time},\n"
            f"    as that witness signed with its {kind} key\n"
        ) in done.stdout
    assert "CAUTION" not in done.stdout
    assert done.stdout.endswith(f"The entry existed by {time}.\n")


def test_a_key_of_a_witness_from_the_folder_itself_is_not_believed(
    make: Make, cosign: CosignIt, witness: KeysOfWitness
) -> None:
    folder = make(cosignatures=[cosign(*witness)])
    others = folder.parent / "OTHERS.VKEY"
    stranger = Cosigner("example.org/witness", Ed25519PrivateKey.generate())
    others.write_text(stranger.verifier.vkey() + "\n")
    (own,) = folder.glob("witnesses/*/witness.vkey")
    for options in ((), ("--witness", "../OTHERS.VKEY")):
        done = run(folder, "--key", "../LOG.VKEY", *options)
        assert done.returncode == 0, done.stderr
        digest = hashlib.sha256(own.read_bytes()).hexdigest()
        assert (
            "18:05:00 UTC (example.org/witness),\n"
            f"    IF these are the keys of that witness: SHA-256 {digest}\n"
            f"    {witness[0].verifier.vkey()}\n"
        ) in done.stdout
        assert "CAUTION: keys of a witness that you did not give are in this folder." in done.stdout
        assert "The entry existed by" not in done.stdout


def test_keys_of_several_witnesses_can_be_given_and_each_stands_for_itself(
    make: Make, cosign: CosignIt, witness: KeysOfWitness
) -> None:
    other = Cosigner("example.org/harbour", Ed25519PrivateKey.generate())
    early = datetime(2026, 11, 20, 9, tzinfo=UTC)
    folder = make(cosignatures=[cosign(witness[0]), cosign(other, at=early)])
    (folder.parent / "A").write_text(witness[0].verifier.vkey() + "\n")
    (folder.parent / "B").write_text(other.verifier.vkey() + "\n")
    done = run(folder, "--key", "../LOG.VKEY", "--witness", "../A", "--witness", "../B")
    assert done.stdout.endswith("existed by 2026-11-20 09:00:00 UTC (example.org/harbour).\n")
    done = run(folder, "--key", "../LOG.VKEY", "--witness", "../A")
    assert done.stdout.endswith(
        "The entry existed by 2026-11-21 18:05:00 UTC (example.org/witness).\n"
    )
    assert done.stdout.count("CAUTION") == 1


def test_a_cosignature_that_openssl_cannot_check_is_not_counted(  # noqa: PLR0917 - fixtures
    make: Make,
    cosign: CosignIt,
    witness: KeysOfWitness,
    program: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def old(kind: int, public: bytes, message: bytes, value: bytes) -> str:
        return "unknown" if kind == program.MLDSA44 else by_library(kind, public, message, value)

    monkeypatch.setattr(program, "openssl", old)
    folder = make(cosignatures=[cosign(witness[1])])
    told = seen(program, folder, capsys, "--witness", str(folder.parent / "WITNESSES.VKEY"))
    assert "--  the post-quantum signature of the witness example.org/witness was NOT" in told
    assert "THE PROOF HOLDS" in told
    assert "The entry existed by" not in told


@pytest.mark.parametrize("name", ["checkpoint", "entry.tlog-proof", "witness.vkey"])
def test_every_changed_file_of_a_witness_is_noticed(  # noqa: PLR0917 - fixtures
    make: Make,
    cosign: CosignIt,
    witness: KeysOfWitness,
    program: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
) -> None:
    monkeypatch.setattr(program, "openssl", by_library)
    folder = make(cosignatures=[cosign(*witness)])
    (path,) = folder.glob(f"witnesses/*/{name}")
    whole = path.read_bytes()
    assert "THE PROOF HOLDS" in seen(program, folder, capsys)
    for place in (*range(0, len(whole), max(1, len(whole) // 60)), len(whole) - 1):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        path.write_bytes(bytes(damaged))
        assert "THE PROOF DOES NOT HOLD" in seen(program, folder, capsys)
        sums(folder)
        assert "THE PROOF DOES NOT HOLD" in seen(program, folder, capsys), place
    path.unlink()
    sums(folder)
    assert "THE PROOF DOES NOT HOLD" in seen(program, folder, capsys)


@pytest.mark.parametrize("key", [0, 1])
def test_a_cosignature_is_of_one_time_and_one_state(  # noqa: PLR0917 - fixtures
    make: Make,
    cosign: CosignIt,
    witness: KeysOfWitness,
    program: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    key: int,
) -> None:
    monkeypatch.setattr(program, "openssl", by_library)
    by = witness[key]
    folder = make(cosignatures=[cosign(by)])
    (place,) = folder.glob("witnesses/*")
    note = decode_note((place / "checkpoint").read_bytes())
    *own, line = note.signatures
    moved = type(line)(
        name=line.name, key_id=line.key_id, value=line.value[:7] + b"x" + line.value[8:]
    )
    early = by.cosign(note.text, 0)
    ages = by.cosign(note.text, 1 << 40)
    other = by.cosign(note.text.replace("\n100\n", "\n99\n"), 1_700_000_000)
    label = program.LABEL[by.verifier.key.kind]
    for lines, why in (
        ([moved], f"the {label} signature of the checkpoint is wrong"),
        ([other], f"the {label} signature of the checkpoint is wrong"),
        ([ages], f"the {label} signature of the checkpoint is malformed"),
        ([early], "states no time"),
        ([], f"the checkpoint is not signed by the {label} key of example.org/witness"),
        ([line, line], f"the checkpoint is not signed by the {label} key of example.org/witness"),
    ):
        forged = encode_note(Note(text=note.text, signatures=(*own, *lines)))
        proof = (place / "entry.tlog-proof").read_bytes().partition(b"\n\n")[0]
        (place / "entry.tlog-proof").write_bytes(proof + b"\n\n" + forged)
        (place / "checkpoint").write_bytes(forged)
        sums(folder)
        told = seen(program, folder, capsys, "--witness", str(folder.parent / "WITNESSES.VKEY"))
        assert why in told


def test_a_key_of_the_log_is_none_of_a_witness(  # noqa: PLR0917 - fixtures
    make: Make,
    cosign: CosignIt,
    signer: Signer,
    witness: KeysOfWitness,
    program: ModuleType,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = make(cosignatures=[cosign(witness[0])])
    (path,) = folder.glob("witnesses/*/witness.vkey")
    path.write_text(signer.verifier.vkeys()[0] + "\n")
    sums(folder)
    assert "this is no verifier key" in seen(program, folder, capsys)
    path.write_text(signer.verifier.vkeys()[1] + "\n")  # it signs, but without a time
    sums(folder)
    known = folder.parent / "KNOWN"
    known.write_text(signer.verifier.vkeys()[1] + "\n")
    told = seen(program, folder, capsys, "--witness", str(known))
    assert "states no time" in told


# -- changes of keys --------------------------------------------------------------------------


class Both:
    """Signs with two signers, as a key ring does while keys are changed."""

    def __init__(self, old: Signer, new: Signer) -> None:
        self.verifier = old.verifier
        self._signers = (old, new)

    def sign(self, text: str) -> Note:
        lines = [line for signer in self._signers for line in signer.sign(text).signatures]
        return Note(text=text, signatures=tuple(lines))


def rotation(log: MemoryLog, old: Signer, new: Signer, /, **said: JSON) -> bytes:
    """Change the keys of a log; return the rotation."""
    keys = [list(each.verifier.vkeys()) for each in (old, new)]
    fields: dict[str, JSON] = {"type": "key-rotated", "old": keys[0], "new": keys[1], "x": 1}
    writer = LogWriter.recover(log, Both(old, new))
    (number,) = writer.append([salted(list((fields | said).items()))], lambda: "0")
    reader = LogReader(log, old.verifier)
    path = reader.inclusion(number, reader.checkpoint().size)
    return spell_rotation(reader.payload(number), path, reader.checkpoint_note())


@pytest.fixture
def changed_twice(make: Make, signer: Signer) -> tuple[Path, Signer, Signer]:
    """Return a bundle after two changes of keys, the keys between them, and those now in force.

    The keys that `LOG.VKEY` holds are the first.
    """
    folder, name = make(), "example.org/log"
    between, now, log = Signer.generate(name), Signer.generate(name), MemoryLog()
    digests = json.loads(json.loads((folder / "entry.json").read_bytes())["slots"][3]["message"])[1]
    LogWriter.create(log, signer, "0").append([salted([("digests", digests)])], lambda: "0")
    (folder / "rotations").mkdir()
    for number, (old, new) in enumerate(((signer, between), (between, now)), 1):
        (folder / f"rotations/{number}.tlog-proof").write_bytes(rotation(log, old, new))
    LogWriter.recover(log, now).append([salted([("type", "x")])], lambda: "0")
    proven = LogReader(log, now.verifier).prove(0)
    (folder / "entry.json").write_bytes(disclose(proven.payload, {"digests"}).json() + b"\n")
    (folder / "entry.tlog-proof").write_bytes(proven.proof)
    (folder / "log.vkey").write_bytes(now.verifier.file())
    (folder / "log.pem").write_bytes(now.verifier.pem())
    sums(folder)
    return folder, between, now


@pytest.mark.usefixtures("modern")
def test_old_keys_lead_to_those_in_force(changed_twice: tuple[Path, Signer, Signer]) -> None:
    folder, between, now = changed_twice
    steps = [
        f"ok  entry {number} of the log changed its keys to {each.verifier.vkeys()[0]}\n"
        for number, each in ((1, between), (2, now))
    ]
    (folder.parent / "BETWEEN").write_bytes(between.verifier.file())
    (folder.parent / "NOW").write_bytes(now.verifier.file())
    for key, expected in (("LOG.VKEY", steps), ("BETWEEN", steps[1:]), ("NOW", [])):
        done = run(folder, "--key", f"../{key}")
        assert done.returncode == 0, done.stderr
        assert [step for step in steps if step in done.stdout] == expected
        assert f"is signed by {now.verifier.vkeys()[0]}\n" in done.stdout
        assert "NOT CHECKED" not in done.stdout


def test_every_changed_byte_of_a_change_of_keys_is_noticed(
    changed_twice: tuple[Path, Signer, Signer],
    program: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(program, "openssl", by_library)
    folder, _, _ = changed_twice
    assert verdict(program, folder, monkeypatch) == ""
    for number in (1, 2):
        path = folder / f"rotations/{number}.tlog-proof"
        whole = path.read_bytes()
        for place in (*range(0, len(whole), len(whole) // 60), len(whole) - 1):
            damaged = bytearray(whole)
            damaged[place] ^= 1 << place % 8
            path.write_bytes(bytes(damaged))
            assert "SHA256SUMS" in verdict(program, folder, monkeypatch)
            sums(folder)
            assert verdict(program, folder, monkeypatch), (number, place)
        path.unlink()
        sums(folder)
        refused = verdict(program, folder, monkeypatch)
        assert refused == OTHER_KEYS
        path.write_bytes(whole)
        sums(folder)


@pytest.mark.parametrize("lacking", [0, 1, 2, 3])
def test_all_four_keys_sign_a_change(
    changed_twice: tuple[Path, Signer, Signer],
    program: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    lacking: int,
) -> None:
    monkeypatch.setattr(program, "openssl", by_library)
    folder, _, _ = changed_twice
    path = folder / "rotations/1.tlog-proof"
    head, _, data = path.read_bytes().partition(b"\n\n")
    note = decode_note(data)
    kept = note.signatures[:lacking] + note.signatures[lacking + 1 :]
    path.write_bytes(head + b"\n\n" + encode_note(Note(text=note.text, signatures=kept)))
    sums(folder)
    assert "the checkpoint is not signed by the" in verdict(program, folder, monkeypatch)


def test_a_log_of_a_forger_that_names_new_keys_leads_nowhere(
    changed_twice: tuple[Path, Signer, Signer],
    signer: Signer,
    program: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever holds keys of their own can make a whole log of them, but not sign as the old."""
    monkeypatch.setattr(program, "openssl", by_library)
    folder, _, now = changed_twice
    forger, log = Signer.generate("example.org/log"), MemoryLog()
    LogWriter.create(log, forger, "0").append([salted([("type", "x")])], lambda: "0")
    old: JSON = list(signer.verifier.vkeys())
    forged = rotation(log, forger, now, old=old)
    (folder / "rotations/1.tlog-proof").write_bytes(forged)
    sums(folder)
    assert "the checkpoint is not signed by the" in verdict(program, folder, monkeypatch)
    said = rotation(log, forger, now, old=old, type="acquired")
    (folder / "rotations/1.tlog-proof").write_bytes(said)
    sums(folder)
    refused = verdict(program, folder, monkeypatch)
    assert refused == OTHER_KEYS


def test_a_change_of_keys_keeps_the_name_of_the_log(
    changed_twice: tuple[Path, Signer, Signer],
    signer: Signer,
    program: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(program, "openssl", by_library)
    folder, log = changed_twice[0], MemoryLog()
    LogWriter.create(log, signer, "0").append([salted([("type", "x")])], lambda: "0")
    renamed = rotation(log, signer, Signer.generate("example.org/other"))
    (folder / "rotations/1.tlog-proof").write_bytes(renamed)
    sums(folder)
    assert verdict(program, folder, monkeypatch) == "the checkpoint is of another log"


def test_keys_that_are_newer_than_the_proof_are_no_proof_of_a_forgery(
    make: Make, signer: Signer, program: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make()
    newer = folder.parent / "NEWER"
    newer.write_bytes(Signer.generate(signer.verifier.name).verifier.file())
    assert verdict(program, folder, monkeypatch, newer) == OTHER_KEYS


# -- what the caller gives ---------------------------------------------------------------------


def test_a_slip_of_the_caller_is_no_verdict(make: Make, signer: Signer) -> None:
    folder = make()
    (folder.parent / "README.md").write_text("# Read me\n\nNo key at all.\n")
    (folder.parent / "ONE.VKEY").write_text(signer.verifier.vkeys()[0] + "\n")
    (folder.parent / "DER.CER").write_bytes(b"\x30\x82\x01\x00")
    (folder.parent / "HALF.PEM").write_text(
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    )
    for words, why in (
        (("--key", "nothere"), "nothere, given with --key, cannot be used: nothere is no plain"),
        (("--key", "../nothere"), "nothere is no plain file, or missing. --key takes the two"),
        (("--key", "/nowhere/at/all"), "all is no plain file, or missing"),
        (("--key", ""), ", given with --key, cannot be used"),
        (("--key", ".."), "no plain file"),
        (("--key", "../README.md"), "it holds something else. --key takes the two public keys"),
        (("--key", "../ONE.VKEY"), "the keys of a log are two lines"),
        (("--key", "../LOG.VKEY", "--tsa-ca", "nothere"), "nothere is no plain file"),
        (("--key", "../LOG.VKEY", "--tsa-ca", "../README.md"), "it holds no certificate in PEM"),
        (("--key", "../LOG.VKEY", "--tsa-ca", "../DER.CER"), "openssl x509 -inform DER"),
        (("--key", "../LOG.VKEY", "--tsa-ca", "../HALF.PEM"), "a certificate in it is damaged"),
        (("--key", "../LOG.VKEY", "--witness", "../nothere"), "nothere is no plain file"),
        (("--key", "../LOG.VKEY", "--witness", "../README.md"), "--witness takes the keys of a"),
        (("--key", "../LOG.VKEY", "--witness", "../LOG.VKEY"), "this is no verifier key"),
        (("--witness", os.devnull), "null is no plain file"),
        (("../nothere",), "../nothere is no folder, or missing"),
        (("../LOG.VKEY",), "LOG.VKEY is no folder"),
    ):
        done = run(folder, *words)
        assert (done.returncode, done.stdout) == (2, ""), words
        assert done.stderr.startswith("NOT CHECKED: "), done.stderr
        assert why in done.stderr
        assert "HOLD" not in done.stderr
        assert done.stderr.count("\n") == 1
    assert run(folder, "--kye", "x").returncode == 2


def test_what_an_editor_does_to_a_file_of_keys_does_no_harm(make: Make) -> None:
    folder = make()
    key = folder.parent / "LOG.VKEY"
    key.write_bytes(b"\r\n" + key.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
    assert run(folder, "--key", "../LOG.VKEY").returncode == 0


def test_a_key_from_the_folder_is_told_as_such_even_where_it_was_named(make: Make) -> None:
    folder = make()
    (folder.parent / "LINK").symlink_to(folder)
    for key in ("log.vkey", "../LINK/log.vkey", str(folder / "log.vkey")):
        done = run(folder, "--key", key)
        assert done.returncode == 0
        assert "CAUTION: the keys came from this folder." in done.stdout


Spoil = Callable[[Path], None]
"""What a forger does to a file of the bundle."""


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def replaced(path: Path) -> None:
    path.write_bytes(b"\xff\xfe no keys, no certificates")


def led_astray(path: Path) -> None:
    path.unlink()
    path.symlink_to("/nowhere/at/all")


def circled(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def led_outside(path: Path) -> None:
    path.unlink()
    (path.parent / "aside").symlink_to("/usr")
    path.symlink_to("aside/nothing")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def too_long(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(1 << 40)


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize(
    "spoil",
    [Path.unlink, emptied, replaced, led_astray, led_outside, circled, a_folder, too_long],
)
def test_nothing_in_the_bundle_leads_to_no_verdict(  # noqa: PLR0917 - fixtures
    make: Make,
    stamp: MakeStamp,
    authority: MemoryAuthority,
    cosign: CosignIt,
    witness: KeysOfWitness,
    program: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Spoil,
    listed: bool,
) -> None:
    """A forged proof stays one, even if the caller names files of the bundle as keys and roots."""
    monkeypatch.setattr(program, "openssl", by_library)
    folder = make(stamps=[stamp(authority)], cosignatures=[cosign(*witness)])
    (folder.parent / "alias").symlink_to(folder)
    (keys,) = folder.glob("witnesses/*/witness.vkey")
    roots = folder / "timestamps" / "north" / "roots.pem"
    options = {"--key": folder / "log.vkey", "--tsa-ca": roots, "--witness": keys}
    for option, path in options.items():
        whole = path.read_bytes()
        spoil(path)
        if listed and spoil is not too_long:
            sums(folder)
        inside = path.relative_to(folder)
        for spelled in (
            path,
            folder / "timestamps" / ".." / inside,
            folder.parent / "alias" / inside,
            folder.parent / "nothing" / ".." / folder.name / inside,
        ):
            for named in (folder, folder.parent / "alias"):
                words = ["verify.py", option, str(spelled), str(named)]
                monkeypatch.setattr(sys, "argv", words)
                with pytest.raises(SystemExit) as end:
                    program.main()
                assert str(end.value.code).startswith("THE PROOF DOES NOT HOLD: "), words
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        path.unlink(missing_ok=True)
        (path.parent / "aside").unlink(missing_ok=True)
        path.write_bytes(whole)
        sums(folder)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_missing_from_the_bundle_is_no_slip_of_the_caller(
    make: Make, program: ModuleType, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = make()
    (folder / name).unlink()
    assert verdict(program, folder, monkeypatch)
    assert verdict(program, folder, monkeypatch, folder / name)
    (folder / "aside").symlink_to("/nowhere")
    assert verdict(program, folder, monkeypatch, folder / "aside" / "LOG.VKEY")
    assert verdict(program, folder, monkeypatch, folder / "aside")


# -- hostile bundles --------------------------------------------------------------------------


def link(path: Path) -> None:
    content = path.read_bytes()
    path.unlink()
    (path.parent.parent / "elsewhere").write_bytes(content)
    path.symlink_to("../elsewhere")


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def folder_of(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("instead", [link, pipe, folder_of])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_plain_file_is_not_read(
    make: Make,
    program: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    instead: Callable[[Path], None],
) -> None:
    folder = make()
    instead(folder / name)
    assert verdict(program, folder, monkeypatch) == f"{name} is no plain file, or missing"


def test_a_linked_folder_of_time_stamps_is_not_read(
    make: Make,
    stamp: MakeStamp,
    authority: MemoryAuthority,
    program: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = make(stamps=[stamp(authority)])
    (folder / "timestamps" / "north").rename(folder.parent / "north")
    (folder / "timestamps" / "north").symlink_to("../../north")
    assert "is no plain file" in verdict(program, folder, monkeypatch)
    (folder / "timestamps" / "north").unlink()
    (folder.parent / "north").rename(folder / "timestamps" / "north")
    (folder / "timestamps").rename(folder.parent / "stamps")
    (folder / "timestamps").symlink_to("../stamps")
    assert "is no plain file" in verdict(program, folder, monkeypatch)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("entry.json", b"[" * 100_000 + b"]" * 100_000),
        ("entry.json", b'{"leaf":' * 50_000),
        ("entry.json", b'{"leaf":"x","slots":' + b"9" * 100_000 + b',"withheld":[]}\n'),
        ("entry.json", b'{"leaf":"x","slots":[1e999],"withheld":[]}\n'),
        ("entry.json", b'{"leaf":"","slots":[{}],"withheld":[]}\n'),
        ("entry.json", b"\xff\xfe"),
        ("entry.json", b"null\n"),
        ("entry.tlog-proof", b"c2sp.org/tlog-proof@v1\nindex " + b"9" * 100_000 + b"\n\nx"),
        ("entry.tlog-proof", b"c2sp.org/tlog-proof@v1\nindex -1\n\nx"),
        ("entry.tlog-proof", b"\n" * 100_000),
        ("entry.tlog-proof", b"\0" * 1000),
        ("SHA256SUMS", b"0" * 64 + b"  ../../etc/passwd\n"),
        ("SHA256SUMS", b"0" * 64 + b"  timestamps/../../x/token.tsr\n"),
        ("SHA256SUMS", b"0" * 64 + b"  witnesses/../witness.vkey\n"),
        ("SHA256SUMS", b"0" * 64 + b"  rotations/../1.tlog-proof\n"),
        ("SHA256SUMS", b"\x1b[2J\n"),
        ("log.pem", b""),
    ],
    ids=range(17),
)
def test_a_hostile_file_is_refused_in_one_line(make: Make, name: str, content: bytes) -> None:
    folder = make()
    (folder / name).write_bytes(content)
    if name != "SHA256SUMS":
        sums(folder)
    done = run(folder, "--key", "../LOG.VKEY")
    assert done.returncode == 1
    assert done.stderr.startswith("THE PROOF DOES NOT HOLD: ")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stderr
    assert len(done.stderr) < 1000


def test_a_file_that_is_too_long_is_not_read(
    make: Make, program: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make()
    with (folder / "entry.json").open("wb") as stream:
        stream.truncate(1 << 40)
    assert verdict(program, folder, monkeypatch) == "entry.json is too long"


def test_files_of_another_bundle_do_not_fit(
    make: Make, program: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = {path.name: path.read_bytes() for path in make(index=8).iterdir()}
    for name in ("entry.json", "entry.tlog-proof"):
        folder = make()
        (folder / name).write_bytes(other[name])
        assert verdict(program, folder, monkeypatch)
        sums(folder)
        assert verdict(program, folder, monkeypatch) == (
            "the inclusion proof does not lead to the root of the checkpoint"
        )
