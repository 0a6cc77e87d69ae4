"""After an erasure no byte of any file tells of the item: canaries, and crashes at every call.

Canaries stand in everything that is known of four items: name, path, source, collector, purpose,
consent, and the bytes themselves, in plain text, HTML, PDF and an original too large for a pack.
"""

from __future__ import annotations

import base64
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt
import pytest

import amana
from amana.archive import Archive
from amana.core import digest_stream
from amana.records import Cite, Situation
from amana.search import Query, open_index
from amana.vault.ustar import header

Run = Callable[..., list[dict[str, object]]]
FORM = amana.Form(
    source="heron-source",
    collector="egret-collector",
    purpose="ibis-purpose",
    consent="stork-consent",
    method="swallow-method",
)
SHORTEST = 6
WORDS = ("zanzibarine", "kestrelnote", "osprey", "heron", "egret", "ibis", "stork", "swallow")
PLAIN = "The zanzibarine letter.\n\nIt names a quay and who was there. " * 20
HTML = f"<html><body><article><h1>A zanzibarine title</h1><p>{PLAIN}</p></article></body></html>"


def pdf(text: str) -> bytes:
    """Return a PDF of one page; its text stands in a compressed stream."""
    stream = zlib.compress(f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode())
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font %s>>>>"
        % b"<</F1 5 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)
    return data + b"xref\n0 6\n0000000000 65535 f \n" + table + end


CONTENTS = {
    "kestrelnote.txt": PLAIN.encode(),
    "kestrelnote.html": HTML.encode(),
    "kestrelnote.pdf": pdf("The zanzibarine statement names a quay"),
    "kestrelnote.bin": ("zanzibarine bytes " + "-" * 300 + "\n").encode() * 5_000,
}


class World(NamedTuple):
    """An archive that holds what is to be erased and what is to stay."""

    archive: Archive
    gone: list[str]
    needles: list[bytes]


def spelled(word: str) -> Iterator[bytes]:
    """Yield a word as it may stand in a file."""
    for plain in {word, word.upper(), word.capitalize()}:
        yield from (plain.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
    for shift in range(3):  # base64, wherever the word begins in a group of three
        text = base64.b64encode(b"\0" * shift + word.encode())
        own = text[-(-8 * shift // 6) : 8 * (shift + len(word)) // 6]
        if len(own) >= SHORTEST:
            yield own


def spelled_digest(digest: str) -> Iterator[bytes]:
    raw = bytes.fromhex(digest)
    yield from (digest.encode(), digest.upper().encode(), raw, digest.encode("utf-16-le"))
    yield base64.b64encode(raw)[:40]


def needles_of(archive: Archive, refs: list[str]) -> list[bytes]:
    """Return whatever must not be in any file once these items are erased."""
    found = [each for word in WORDS for each in spelled(word)]
    for ref in refs:
        view = archive.show(ref)
        digests = {view.item.sha256, view.item.blake3}
        for reading in view.readings:
            digests |= {reading.key, reading.derivative, *filter(None, [reading.facts])}
        for line in archive.facts(ref):
            digests.add(str(msgspec.json.decode(line)["id"]))
        digests |= observed(archive, ref)
        found += [
            each for digest in digests if len(digest) == 64 for each in spelled_digest(digest)
        ]
    return found


def observed(archive: Archive, ref: str) -> set[str]:
    """Return the keys and digests of what analysis observed in an item, if it has a text."""
    analyses = archive._parts.catalogue.analyses()
    rows = [row for each in analyses.of([ref]).values() for row in analyses.observed(each.observed)]
    return {row.key for row in rows} | {row.derivative for row in rows if row.derivative}


def leave_behind(archive: Archive) -> None:
    """Leave in the work folder what crashes and commands that were broken off leave there."""
    work, name = archive.root / "work", "01a20023-7006-7dd1-b5fd-54b6ec8e961a"
    quarantine = work / "quarantine"
    quarantine.mkdir(exist_ok=True)
    plain, large = CONTENTS["kestrelnote.txt"], CONTENTS["kestrelnote.bin"]
    sha256 = {data: amana.core.sha256_hex(data) for data in (plain, large)}
    tail = header(sha256[plain], len(plain)) + plain
    (quarantine / f"{name}-00000001.tar.from-0").write_bytes(tail)
    (quarantine / f"{name}-{sha256[large]}").write_bytes(large)
    (quarantine / f"{name}-new-torn").write_bytes(large[:2000])
    segment = archive.root / "custody" / "payloads" / "000.jsonl"
    (quarantine / f"{name}-payloads-000.jsonl").write_bytes(segment.read_bytes()[:3000])
    (quarantine / f"{name}-kept").write_bytes(b"nobody's business")
    scratch = work / "tmp1234abcd"
    shutil.copytree(archive.root / "cache" / "search", scratch / "search")
    shutil.copy(archive.root / "cache" / "catalogue.db", scratch)


@pytest.fixture
def world(tmp_path: Path, probes: str) -> Iterator[World]:
    del probes  # what is read is analysed
    source = tmp_path / "osprey-folder"
    source.mkdir()
    for name, data in CONTENTS.items():
        (source / name).write_bytes(data)
    other = tmp_path / "other.txt"
    other.write_text("Another letter about a harbour.\n\nIt stays. " * 20)
    with amana.init(tmp_path / "archive", actor="Dalia Haddad") as archive:
        archive.add([source], FORM)
        archive.add([other], amana.Form(source="S-0001"))
        rows = [row.item for row in archive.list()[1] if row.item]
        gone = [row.ref for row in rows if "kestrelnote" in (row.name or "")]
        assert len(gone) == 4
        assert {row.state for row in rows if row.name != "kestrelnote.bin"} == {"read"}
        archive.add([source / "kestrelnote.txt"], FORM)  # found in another place, too
        assert archive.search("zanzibarine").results.total >= 3
        assert sum(archive.show(ref).facts.get("mention", 0) for ref in gone) > 20
        archive.prove(gone[0], tmp_path / "proof")
        archive.decide([Situation(key="quay", name="The quay", reason="r", cites=cites(archive))])
        damage_for_a_while(archive)
        yield World(archive, gone, needles_of(archive, gone))


def cites(archive: Archive) -> tuple[Cite, ...]:
    """Return passages of what is to be erased, by their words and by facts on them."""
    found: list[Cite] = []
    for line in archive.facts(kind="mention"):
        fact = msgspec.json.decode(line)
        if fact["canonical"] == "Zanzibarine" or not found:
            found.append(Cite(item=fact["item"], fact=fact["id"]))
    for row in archive.list()[1]:
        if row.item and row.item.name == "kestrelnote.txt":
            cite = Cite(item=row.ref, char_start=4, char_end=22, quote="zanzibarine letter")
            found.append(cite)
    return tuple(found[:20])


def damage_for_a_while(archive: Archive) -> None:
    """Have a check enter problems that tell of the items."""
    catalogue = archive.root / "cache" / "catalogue.db"
    with sqlite3.connect(catalogue) as db:
        db.execute("UPDATE item SET purpose = 'ibis-changed' WHERE name LIKE 'kestrel%'")
        db.execute("UPDATE fact SET title = 'zanzibarine-changed'")
    db.close()
    assert not archive.check(projections=True).ok
    archive.rebuild()
    pack = archive.root / "vault" / "packs" / "00000001.tar"
    whole = pack.read_bytes()
    pack.write_bytes(whole.replace(b"zanzibarine letter", b"zanzibarine LETTER", 1))
    assert not archive.check().ok
    pack.write_bytes(whole)
    assert archive.check(projections=True).ok


def files(root: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def told(root: Path, needles: list[bytes]) -> list[str]:
    """Return where any of the needles stands, in contents and in names."""
    wanted = {needle: threes(needle) for needle in needles}
    found: list[str] = []
    for path, data in files(root).items():
        name = str(path.relative_to(root))
        whole = data + b"\0" + name.encode()
        seen = np.zeros(1 << 24, dtype=bool)
        seen[threes(whole)] = True
        # Of which three bytes in a row are nowhere, that is not there: few have to be looked for.
        possible = (needle for needle, its in wanted.items() if seen[its].all())
        found += [f"{name}: {needle!r}" for needle in possible if needle in whole]
    return found


def threes(data: bytes) -> npt.NDArray[np.int32]:
    """Return each three bytes in a row as a number."""
    held = np.frombuffer(data, dtype=np.uint8).astype(np.int32)
    numbers: npt.NDArray[np.int32] = held[:-2] * 65_536 + held[1:-1] * 256 + held[2:]
    return numbers


def erase(world: World) -> None:
    for ref in world.gone:
        order = world.archive.erasure.order(ref, basis="Art. 17 GDPR", reason="withdrawn")
        world.archive.as_actor(amana.Actor(name="Ilse Brandt"))
        world.archive.erasure.confirm(order)
        world.archive.as_actor(amana.Actor(name="Dalia Haddad"))


@pytest.mark.timeout(300)
def test_no_byte_of_any_file_tells_of_what_was_erased(world: World, tmp_path: Path) -> None:
    archive, root = world.archive, world.archive.root
    leave_behind(archive)
    before = told(root, world.needles)
    for place in ("vault/packs", "vault/objects", "custody/payloads", "cache/catalogue.db",
                  "cache/vault.db", "cache/search", "work/quarantine", "work/tmp1234"):  # fmt: skip
        assert any(place in line for line in before), f"nothing to find in {place}"
    segments = {path.name for path in (root / "cache" / "search").iterdir()}
    proofs = {p: p.read_bytes() for p in (tmp_path / "proof").iterdir()}
    notes = [archive._parts.log.prove(index).proof for index in range(3)]

    erase(world)

    assert told(root, world.needles) == []
    ((*left_of_it,),) = (each.matter.cites for each in archive.matters.standing())
    assert len(left_of_it) > 1
    assert all(cite.gone and cite.quote is None for cite in left_of_it)
    kept = [path.name for path in (root / "work").rglob("*") if path.is_file()]
    assert [name for name in kept if name.endswith("-kept")], "what is not of the item stays"
    left = {path.name for path in (root / "cache" / "search").iterdir()}
    assert {name for name in left & segments if name[0] != "." and name != "meta.json"} == set()
    assert archive.check(projections=True).ok
    archive.rebuild()
    assert archive.check(projections=True).ok
    assert told(root, world.needles) == []
    assert archive.search("harbour").results.total == 1
    # What was compressed is looked at, too: every text that the index can still give.
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(root / "cache" / "search", Path(copy) / "search")
        index = open_index(Path(copy) / "search")
        everything = Query(text="", acl=frozenset({"open", "restricted"}), limit=100)
        texts = repr(index.search(everything))
        index.close()
    assert [word for word in WORDS if word in texts] == []
    # Proofs that were given out hold, and so does every other entry.
    assert {p: p.read_bytes() for p in (tmp_path / "proof").iterdir()} == proofs
    verified = subprocess.run(
        [sys.executable, "-I", str(tmp_path / "proof" / "verify.py"), str(tmp_path / "proof")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert verified.returncode == 0, verified.stdout + verified.stderr
    again = [archive._parts.log.prove(index).proof for index in range(3)]
    assert [n.split(b"\n")[1] for n in again] == [n.split(b"\n")[1] for n in notes]


def test_bytes_that_another_item_has_stay_with_it(world: World, tmp_path: Path) -> None:
    archive = world.archive
    copy = tmp_path / "copy.txt"
    copy.write_bytes(CONTENTS["kestrelnote.txt"])
    told_refs: list[str | None] = []
    archive.add([copy], amana.Form(source="S-2"), on_outcome=lambda o: told_refs.append(o.ref))
    (ref,) = told_refs
    assert ref is not None
    erase(world)
    own = [each for word in WORDS if word != "zanzibarine" for each in spelled(word)]
    assert told(archive.root, own) == []
    with archive.original(ref)[1] as stream:
        assert digest_stream(stream).size == len(CONTENTS["kestrelnote.txt"])
    assert archive.search("zanzibarine").results.total == 1
    assert archive.check(projections=True).ok


@pytest.mark.timeout(600)
def test_an_erasure_that_crashes_is_finished_when_the_archive_is_opened(
    preloaded: Run, quick: Path
) -> None:
    lines = preloaded("erasing.py", "any:KILL", 211, 2036, quick)
    assert lines[-1]["beyond"], "the sweep went to the end"
    assert len(lines) > 1


@pytest.mark.deep
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("how", ["KILL", "AFTER", "TORN", "INT", "EIO", "ENOSPC"])
def test_an_erasure_that_crashes_at_any_call_is_finished(
    preloaded: Run, quick: Path, how: str
) -> None:
    lines = preloaded("erasing.py", f"any:{how}", 1, 1, quick)
    assert lines[-1]["beyond"], "the sweep went to the end"
    assert len(lines) > 100
