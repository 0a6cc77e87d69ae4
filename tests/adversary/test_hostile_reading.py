"""Files that were made to harm whoever reads them, with everything inside them, and what of them
may come out.

The first part reads them in the real pool, the way the queue of an archive does: what is inside is
read in turn, under one budget. The second takes them through a whole archive.
"""

from __future__ import annotations

import gzip
import io
import os
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from amana.archive import init_archive
from amana.core import Digests, Hasher
from amana.interface.cli.app import run
from amana.reading import Allowance, ChildRow, Limits, Outcome, ReadingPool
from amana.records import Form, State

MIB = 1 << 20
CHILDREN, CHILD_BYTES, DEPTH = 24, 16 * MIB, 4
LIMITS = Limits(
    cpu_seconds=30, wall_seconds=90, memory=768 * MIB, text_chars=3_000_000, runs=30_000, pages=100
)
SECRET = b"root:x:0:0"


class Ended(msgspec.Struct, frozen=True):
    """How a file has to end: its state, the codes that it has to tell, how many are inside.

    `inside` counts at all depths.
    """

    state: State
    codes: frozenset[str] = frozenset()
    inside: int = 0


def ended(state: State, *codes: str, inside: int = 0) -> Ended:
    return Ended(state, frozenset(codes), inside)


HOSTILE = {
    "README.md": ended(State.READ),
    "badenc.txt": ended(State.NO_READER, "no-reader"),
    "bomb.png": ended(State.REFUSED, "picture-too-large"),
    "deep.eml": ended(State.READ, inside=DEPTH),
    "deep.html": ended(State.READ, "nesting-cut"),
    "deep.json": ended(State.READ),
    "deep.rtf": ended(State.READ),
    "docx1g.docx": ended(State.PARTLY_READ, "map-cut"),
    "droste.zip": ended(State.READ, inside=2 * DEPTH),
    "flat1g.zip": ended(State.PARTLY_READ, "children-refused"),
    "flatebomb.pdf": ended(State.REFUSED, "out-of-memory"),
    "hdr.eml": ended(State.READ),
    "jsloop.pdf": ended(State.UNREADABLE, "pdf-broken"),
    "laughs.docx": ended(State.PARTLY_READ, "entities-left-out"),
    "laughs.xml": ended(State.PARTLY_READ, "entities-left-out"),
    "nested42.zip": ended(State.READ, inside=CHILDREN),
    "quine.gz": ended(State.READ, inside=DEPTH),
    "slip.tar": ended(State.READ, inside=4),
    "xxe.docx": ended(State.PARTLY_READ, "entities-left-out"),
    "xxe.svg": ended(State.READ_EMPTY, "entities-left-out", "drawing-without-text"),
    "xxe.xml": ended(State.PARTLY_READ, "entities-left-out"),
}


class Kept:
    """Takes what is inside into memory; it counts what is taken, at all depths."""

    def __init__(self) -> None:
        self.found: list[tuple[bytes, bytes]] = []

    def take(self, row: ChildRow, pieces: Iterable[bytes]) -> Digests:
        """See `amana.reading.Taker`."""
        data = b"".join(pieces)
        hasher = Hasher()
        hasher.update(data)
        self.found.append((row.path, data))
        return hasher.digests()


class Readings:
    """Reads a file and all that is inside it, under one budget."""

    def __init__(self, pool: ReadingPool) -> None:
        self._pool = pool
        self.all: list[Outcome] = []
        self._children = CHILDREN
        self._bytes = CHILD_BYTES

    def read(self, data: bytes, name: str, depth: int = DEPTH) -> Outcome:
        """Read these bytes, then what came out of them."""
        kept = Kept()
        allowance = Allowance(children=self._children, child_bytes=self._bytes, depth=depth)
        outcome = through(self._pool, data, name, kept, allowance)
        self.all.append(outcome)
        self._children -= len(kept.found)
        self._bytes -= sum(len(inner) for _, inner in kept.found)
        for path, inner in kept.found if depth else ():
            self.read(inner, os.fsdecode(path).rpartition("/")[2], depth - 1)
        return outcome


def through(
    pool: ReadingPool, data: bytes, name: str, kept: Kept, allowance: Allowance | None = None
) -> Outcome:
    descriptor = os.memfd_create("hostile")
    try:
        with os.fdopen(os.dup(descriptor), "wb") as file:
            file.write(data)
        return pool.read(
            descriptor, original=sha256(data).hexdigest(), name=name, size=len(data),
            taker=kept, allowance=allowance,
        )  # fmt: skip
    finally:
        os.close(descriptor)


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(1, LIMITS) as pool:
        yield pool


@pytest.fixture(scope="module")
def hostile(test_data: Path) -> Path:
    return test_data / "files" / "hostile"


def codes(outcome: Outcome) -> set[str]:
    told = outcome.reading.warnings if outcome.reading else ()
    return {warning.code for warning in told} | ({outcome.code} if outcome.code else set())


def opened() -> set[str]:
    """Return what this process holds open, but for the channels to workers that wait."""
    found = set()
    for path in Path("/proc/self/fd").iterdir():
        try:
            found.add(str(path.readlink()))
        except FileNotFoundError:  # the one that listed them
            continue
    return {each for each in found if not each.startswith("socket:")}


def harmless(outcome: Outcome) -> None:
    """Fail where what is missing has no reason, or where a file of this machine came in."""
    assert outcome.state is State.READ or outcome.reason
    if outcome.reading is not None:
        assert SECRET not in msgspec.json.encode(outcome.reading)
        assert outcome.state is not State.READ or outcome.reading.text.strip()


def test_every_hostile_file_has_its_outcome(hostile: Path) -> None:
    assert {path.name for path in hostile.iterdir()} == set(HOSTILE)
    assert Path("/etc/passwd").read_bytes().startswith(SECRET)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_as_it_has_to(name: str, hostile: Path, pool: ReadingPool) -> None:
    before = opened()
    readings = Readings(pool)
    outcome = readings.read((hostile / name).read_bytes(), name)
    wanted = HOSTILE[name]
    assert outcome.state is wanted.state, outcome.reason
    assert codes(outcome) >= wanted.codes
    assert len(readings.all) - 1 == wanted.inside
    for each in readings.all:
        harmless(each)
    assert opened() == before
    assert not list(Path("/tmp").glob("slip-*"))  # noqa: S108 - where that file aims


def test_one_line_of_80_megabytes(pool: ReadingPool) -> None:
    outcome = through(pool, b"word " * 16_000_000, "line.txt", Kept())
    assert outcome.state is State.PARTLY_READ
    assert codes(outcome) == {"text-cut"}


def test_two_gigabytes_of_zeros(pool: ReadingPool) -> None:
    deflate = zlib.compressobj(1, zlib.DEFLATED, 31)
    once = deflate.compress(bytes(MIB)) + deflate.flush()
    outcome = Readings(pool).read(once * 1907, "zeros.gz")
    assert outcome.state is State.PARTLY_READ
    assert codes(outcome) == {"children-refused"}


def test_a_quote_that_is_never_closed(pool: ReadingPool) -> None:
    data = b"=cmd|' /C calc'!A0,\"" + b"a" * 5_000_000
    outcome = through(pool, data, "open.csv", Kept())
    assert outcome.state is State.PARTLY_READ
    assert outcome.reading is not None
    assert outcome.reading.text == data[:3_000_000].decode()  # as it stands there, and no formula


def flate(data: bytes) -> bytes:
    return zlib.compress(data, 9)


def test_streams_of_a_pdf_that_inflate_without_end(pool: ReadingPool) -> None:
    # Each kind of stream that is opened to read a text: fonts, their maps, and a page of forms.
    body = flate(flate(bytes(400 * MIB)))
    stream = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (
        len(body),
        body,
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 6 0 R/Resources 7 0 R>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/A/ToUnicode 5 0 R>>",
        stream,
        b"<</Length 24>>stream\nBT /F 9 Tf (word) Tj ET \nendstream",
        b"<</Font<</F 4 0 R>>>>",
    ]
    data = b"%PDF-1.7\n" + b"".join(b"%d 0 obj%s endobj\n" % pair for pair in enumerate(objects, 1))
    outcome = through(pool, data + b"trailer<</Root 1 0 R/Size 8>>\n%%EOF", "map.pdf", Kept())
    harmless(outcome)


def test_an_attached_file_that_inflates_without_end_leaves_the_text(pool: ReadingPool) -> None:
    one = zlib.compressobj(9, wbits=-15)
    block = one.compress(bytes(MIB)) + one.flush(zlib.Z_FULL_FLUSH)  # as often as one likes
    body = flate(b"\x78\xda" + block * 700 + b"\x03\0")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 5 0 R/Resources 4 0 R>>",
        b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>",
        b"<</Length 30>>stream\nBT /F 9 Tf 9 9 Td (word) Tj ET \nendstream",
        b"<</Type/Filespec/F(a)/EF<</F 7 0 R>>>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(body), body),
    ]
    data = b"%PDF-1.7\n" + b"".join(b"%d 0 obj%s endobj\n" % pair for pair in enumerate(objects, 1))
    outcome = through(pool, data + b"trailer<</Root 1 0 R/Size 8>>\n%%EOF", "a.pdf", Kept())
    assert outcome.state is State.PARTLY_READ
    assert outcome.reading is not None
    assert outcome.reading.text == "word"
    assert "children-refused" in codes(outcome)


# Files that are two things at once


def packed(*members: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


GIF = (
    b"GIF89a/*\x01\0\0\0\0*/=1;alert(document.domain)//\0;"  # a width that is a comment
    b",\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
)


@pytest.mark.parametrize(
    ("file", "kind", "told"),
    [
        ("png+zip", "image/png", {"bytes-appended", "kind-double"}),
        ("pdf+zip", "application/pdf", {"kind-double"}),
        ("gif+pdf", "image/gif", {"kind-double"}),
        ("gif+script", "image/gif", set()),
        ("html+zip", "application/zip", set()),
    ],
)
def test_what_is_two_things_at_once_says_so(
    file: str, kind: str, told: set[str], pool: ReadingPool, test_data: Path
) -> None:
    archive = packed(("hidden.txt", b"a word that is hidden"))
    png = next(iter(sorted((test_data / "files").rglob("*.png")))).read_bytes()
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]"
    pdf += b"/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n"  # no page: what is told is in the reason
    made = {
        "png+zip": png + archive,
        "pdf+zip": pdf + archive,
        "gif+pdf": b"GIF89a\1\0\1\0\0\0\0!\xfe\x08%PDF-1.4\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;",
        "gif+script": GIF,
        "html+zip": b"<!doctype html><p>a page</p>" + archive,
    }
    outcome = through(pool, made[file], f"a.{file.partition('+')[0]}", Kept())
    assert outcome.media_type == kind
    assert codes(outcome) >= told or "as a thing of another kind" in (outcome.reason or "")
    harmless(outcome)


# Names


NAMES = {
    "turned around": "photo\u202egpj.exe",
    "steering": "red\x1b[31m\x07.txt",
    "two lines": "a.txt\nIT-AAAA-AAAA  read",
    "a device": "CON",
    "a device with an ending": "aux.txt",
    "a stream": "a.txt:hidden",
    "backwards": "..\\..\\windows\\system32\\a.txt",
    "upwards": "../../../../tmp/slip-by-name",
    "from the root": "/etc/cron.d/slip-by-name",
    "a point": ".",
    "a formula": "=HYPERLINK(1)",
    "long": "n" * 60_000,
    "no letter": "\ufffe\U000e0041",
}


def test_a_name_inside_is_shown_and_never_obeyed(
    quick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    members = [(name, f"the words of {what}".encode()) for what, name in NAMES.items()]
    given = quick / "given"
    given.mkdir()
    (given / "names.zip").write_bytes(packed(*members))
    (given / os.fsdecode(b"caf\xe9 \xff.txt")).write_bytes(b"a name that is not UTF-8")
    (given / "turn\u202etxt.exe").write_bytes(b"a name that turns around")
    root = quick / "archive"
    with init_archive(root, actor="nadia") as archive:
        archive.add([given], Form(source="The desk"))
        rows = [row.item for row in archive.list()[1] if row.item]
        whole = next(row for row in rows if row.media_type == "application/zip")
        inside = [row.item for row in archive.list(inside=whole.ref)[1] if row.item]
        assert len(inside) == len(NAMES)
        assert {row.state for row in inside} == {State.READ}
        assert archive.check().ok
        refs = [row.ref for row in (*rows, *inside)]
    for words in (
        ["list"],
        ["list", "--inside", whole.ref],
        ["search", "words"],
        *(["show", r] for r in refs),
    ):
        capsys.readouterr()
        assert run([*words, "--archive", str(root)]) == 0
        said = capsys.readouterr()
        steering = [
            letter
            for letter in said.out + said.err
            if unicodedata.category(letter) == "Cc" and letter not in "\n\t"
        ]
        assert steering == []
        assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068") & set(said.out)
    assert not list(Path("/tmp").glob("slip-*"))  # noqa: S108 - where those names aim
    assert sorted(path.name for path in quick.iterdir()) == ["archive", "given"]


# Through a whole archive


@pytest.mark.parametrize("name", ["quine.gz", "droste.zip"])
def test_what_holds_itself_comes_to_an_end(
    name: str, quick: Path, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AMANA_INSIDE_LAYERS", "3")
    monkeypatch.setenv("AMANA_OCR_LANGUAGES", "")
    with init_archive(quick / "archive", actor="nadia") as archive:
        archive.add([hostile / name], Form(source="The desk"))
        (root,) = archive.list()[1]
        refs, ref = [], root.ref
        while inside := [r.item for r in archive.list(inside=ref)[1] if r.item and r.item.name]:
            ref = next(row.ref for row in inside if row.name == name)
            refs.append(ref)
        assert len(refs) == 3
        (last,) = [row.item for row in archive.list(inside=refs[-2])[1] if row.ref == ref]
        assert last is not None
        assert last.state is State.PARTLY_READ
        assert last.code == "children-refused"
        states = {row.state for row in inside}
        assert states <= {State.READ, State.READ_EMPTY}
        before = archive.list(inside=refs[-2])
        archive.rebuild()
        assert archive.list(inside=refs[-2]) == before
        assert archive.check().ok


def test_hostile_files_in_an_archive(
    quick: Path, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = ("slip.tar", "xxe.docx", "xxe.svg", "laughs.xml")
    for name, value in {"ITEMS": 10, "MEGABYTES": 8, "LAYERS": 3}.items():
        monkeypatch.setenv(f"AMANA_INSIDE_{name}", str(value))
    given = quick / "given"
    given.mkdir()
    for name in (*chosen, "nested42.zip"):
        (given / name).write_bytes((hostile / name).read_bytes())
    (given / "zeros.gz").write_bytes(gzip.compress(bytes(64 * MIB)))
    before = opened()
    root = quick / "archive"
    with init_archive(root, actor="nadia") as archive:
        archive.add([given], Form(source="The desk"))
        rows = {row.item.name: row.item for row in archive.list()[1] if row.item}
        assert {name: rows[name].state for name in chosen} == {
            name: HOSTILE[name].state for name in chosen
        }
        assert rows["zeros.gz"].state == State.PARTLY_READ
        assert archive.check().ok
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file())
    assert size < 64 * MIB
    for path in root.rglob("*"):
        if path.is_file():
            assert SECRET not in path.read_bytes()
    assert opened() == before
    assert not list((root / "work").rglob("*.part"))
    assert sorted(path.name for path in quick.iterdir()) == ["archive", "given"]
