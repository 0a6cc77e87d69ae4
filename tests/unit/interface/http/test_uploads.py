from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.core import StorageFull, UsageError
from amana.interface.http.uploads import Uploads, take_uploads

BOUNDARY = "xxBOUNDARYxx"
Part = tuple[str, bytes]


def file(name: str, data: bytes) -> Part:
    return (f'form-data; name="files"; filename="{name}"', data)


def word(field: str, said: str) -> Part:
    return (f'form-data; name="{field}"', said.encode())


def body(*parts: Part) -> bytes:
    told = b""
    for disposition, data in parts:
        head = f"--{BOUNDARY}\r\nContent-Disposition: {disposition}\r\n\r\n"
        told += head.encode() + data + b"\r\n"
    return told + f"--{BOUNDARY}--\r\n".encode()


def take(data: bytes | Iterator[bytes], folder: Path, step: int = 1 << 16) -> Uploads:
    if isinstance(data, bytes):
        whole = data
        data = (whole[at : at + step] for at in range(0, len(whole), step))
    pieces = data

    async def chunks() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece
        yield b""

    return asyncio.run(take_uploads(chunks(), BOUNDARY, folder))


def contents(uploads: Uploads) -> list[tuple[str, bytes]]:
    return [(each.name, each.stream.read()) for each in uploads.streams()]


def test_words_and_files_are_kept_in_their_order(tmp_path: Path) -> None:
    sent = body(
        word("source", "S-1"), word("restriction", "confidential"),
        word("restriction", "view-only"), file("a.txt", b"first"), file("b.txt", b""),
        file("a.txt", b"third"),
    )  # fmt: skip
    with take(sent, tmp_path) as uploads:
        assert uploads.words == {"source": ["S-1"], "restriction": ["confidential", "view-only"]}
        assert contents(uploads) == [("a.txt", b"first"), ("b.txt", b""), ("a.txt", b"third")]


@given(
    files=st.lists(st.binary(max_size=300), max_size=5),
    step=st.integers(min_value=1, max_value=200),
)
def test_the_bytes_are_those_that_were_sent_however_they_were_cut(
    tmp_path_factory: pytest.TempPathFactory, files: list[bytes], step: int
) -> None:
    sent = body(*(file(f"{n}", data) for n, data in enumerate(files)), word("source", "x"))
    with take(sent, tmp_path_factory.getbasetemp() / "spool", step) as uploads:
        assert contents(uploads) == [(f"{n}", data) for n, data in enumerate(files)]


@pytest.mark.parametrize(
    ("sent", "recorded"),
    [
        ("../../etc/passwd", "../../etc/passwd"),
        ("/etc/passwd", "/etc/passwd"),
        ("folder/أهالي.html", "folder/أهالي.html"),
        ("..", ".."),
        ("nul\x00l", "nul\x00l"),
        ("line%0D%0Aend", "line\r\nend"),
        ("quote%22s", 'quote"s'),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_a_name_is_recorded_and_never_used_as_a_path(
    tmp_path: Path, sent: str, recorded: str
) -> None:
    folder = tmp_path / "archive" / "work" / "uploads"
    folder.mkdir(parents=True)
    before = set(tmp_path.rglob("*"))
    with take(body(file(sent, b"x")), folder) as uploads:
        assert [each.name for each in uploads.streams()] == [recorded]
        assert set(tmp_path.rglob("*")) == before


def test_nothing_of_it_has_a_name_on_the_disk_or_lies_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "tmp"
    elsewhere.mkdir()
    for name in ("TMPDIR", "TMP", "TEMP"):
        monkeypatch.setenv(name, str(elsewhere))
    monkeypatch.setattr("tempfile.tempdir", None)
    opened = open_below(tmp_path)
    with take(body(file("a", b"x" * (3 << 20))), tmp_path / "work" / "uploads") as uploads:
        assert list((tmp_path / "work" / "uploads").iterdir()) == []
        assert list(elsewhere.iterdir()) == []
        assert len(open_below(tmp_path / "work" / "uploads")) == 1
        assert contents(uploads) == [("a", b"x" * (3 << 20))]
    assert open_below(tmp_path) == opened
    assert (tmp_path / "work" / "uploads").stat().st_mode & 0o077 == 0


def open_below(folder: Path) -> list[str]:
    """Return what this process holds open below a folder."""
    targets = []
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            target = str(descriptor.readlink())
        except FileNotFoundError:
            continue
        targets += [target] if target.startswith(f"{folder}/") else []
    return targets


def test_memory_and_descriptors_stay_flat_for_any_size_and_number(tmp_path: Path) -> None:
    data = b"z" * (1 << 16)

    def sent() -> Iterator[bytes]:
        for number in range(400):
            head = (
                f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{number}"'
            )
            yield head.encode() + b"\r\n\r\n"
            yield from (data for _ in range(2))
            yield b"\r\n"
        yield f"--{BOUNDARY}--\r\n".encode()

    tracemalloc.start()
    try:
        with take(sent(), tmp_path) as uploads:
            _, peak = tracemalloc.get_traced_memory()
            assert len(uploads.streams()) == 400
            assert len(open_below(tmp_path)) == 1
    finally:
        tracemalloc.stop()
    assert peak < 8 << 20


@pytest.mark.parametrize(
    "sent",
    [b"", b"--", b"nothing of the kind", body(file("a", b"x" * 5000))[:-8],
     body(file("a", b"x"))[:60], body(file("n" * 100_000, b"x")),
     body(file("n", b"x")).replace(b'"n"', b'"\xff"'),
     f"--{BOUNDARY}\r\nno header\r\n\r\n".encode()],
)  # fmt: skip
def test_a_form_that_is_not_whole_is_refused_and_forgotten(tmp_path: Path, sent: bytes) -> None:
    with pytest.raises(UsageError, match="did not come whole"):
        take(sent, tmp_path)
    assert open_below(tmp_path) == []


def test_a_browser_that_leaves_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    class Gone(Exception):
        pass

    def sent() -> Iterator[bytes]:
        yield body(file("a", b"x" * (2 << 20)))[: 1 << 20]
        raise Gone

    with pytest.raises(Gone):
        take(sent(), tmp_path)
    assert open_below(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (lambda: body(word("source", "x" * (1 << 17))), "source is longer than"),
        (lambda: body(*(word("restriction", "x") for _ in range(1001))), "more than 1000 words"),
        (lambda: body(('form-data; name="source"', b"S-\xff")), "source is not in UTF-8"),
    ],
)
def test_words_are_bounded_and_in_utf8(
    tmp_path: Path, sent: Callable[[], bytes], reason: str
) -> None:
    with pytest.raises(UsageError, match=reason):
        take(sent(), tmp_path)
    assert open_below(tmp_path) == []


def test_the_empty_part_that_browsers_send_for_no_file_is_none(tmp_path: Path) -> None:
    with take(body(file("", b"")), tmp_path) as uploads:
        assert uploads.files == []


def test_bytes_without_a_name_are_not_lost(tmp_path: Path) -> None:
    with take(body(file("", b"x"), word("files", "y")), tmp_path) as uploads:
        assert contents(uploads) == [("unnamed", b"x"), ("unnamed", b"y")]


def test_a_full_disk_is_told_as_that(tmp_path: Path) -> None:
    full = Path("/dev/full")

    class Spool:
        def __init__(self) -> None:
            self._file = full.open("wb", buffering=0)

        def fileno(self) -> int:
            return self._file.fileno()

        def close(self) -> None:
            self._file.close()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.TemporaryFile", lambda **_: Spool())
        with pytest.raises(StorageFull):
            take(body(file("a", b"x")), tmp_path)


def test_streams_can_be_read_in_pieces_and_side_by_side(tmp_path: Path) -> None:
    with take(body(file("a", b"abcdef"), file("b", b"uvwxyz")), tmp_path) as uploads:
        first, second = (each.stream for each in uploads.streams())
        assert [first.read(4), second.read(4), first.read(4), second.read()] == [
            b"abcd", b"uvwx", b"ef", b"yz"
        ]  # fmt: skip
        assert first.read(1) == b""
