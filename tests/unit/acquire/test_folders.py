"""Which inputs a list of paths stands for: every path ends as an input or as a named failure."""

from __future__ import annotations

import os
import socket
import stat
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from amana.acquire import Empty, Failed, Input, find_inputs


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The archive's own folder."""
    folder = tmp_path / "archive"
    (folder / "vault").mkdir(parents=True)
    (folder / "vault" / "1.tar").write_bytes(b"pack")
    return folder


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """What was handed over."""
    folder = tmp_path / "handed over"
    folder.mkdir()
    return folder


def told(paths: list[Path | str], own: Path) -> list[tuple[bytes, str | None]]:
    """Return the name of each thing found and, where it is a failure, its reason."""
    return [
        (os.path.basename(each.path), each.reason if isinstance(each, Failed) else None)  # noqa: PTH119 - raw bytes
        for each in find_inputs(paths, leave_out=own)
    ]


def test_a_folder_is_walked_in_the_byte_order_of_names(given: Path, own: Path) -> None:
    for name in ("b", "a/2", "a/1", "B", "ä", "c/x"):
        (given / name).parent.mkdir(exist_ok=True)
        (given / name).write_text(name)
    found = [each.path for each in find_inputs([given], leave_out=own)]
    inside = [os.path.relpath(path, os.fsencode(given)) for path in found]
    assert inside == [b"B", b"b", "ä".encode(), b"a/1", b"a/2", b"c/x"]


def test_every_path_is_absolute_and_only_a_named_one_follows_links(given: Path, own: Path) -> None:
    (given / "letter.txt").write_text("letter")
    link = given.parent / "link"
    link.symlink_to(given / "letter.txt")
    (named,) = find_inputs([str(link)], leave_out=own)
    assert named == Input(path=os.fsencode(link), named=True)
    assert named.name == b"link"
    (walked,) = find_inputs([given], leave_out=own)
    assert walked == Input(path=os.fsencode(given / "letter.txt"))


def test_a_link_to_a_folder_that_a_person_names_is_walked(given: Path, own: Path) -> None:
    (given / "letter.txt").write_text("letter")
    link = given.parent / "link"
    link.symlink_to(given)
    assert [e.path for e in find_inputs([link], leave_out=own)] == [
        os.fsencode(link / "letter.txt")
    ]


def test_what_holds_no_bytes_is_named_and_the_rest_goes_on(given: Path, own: Path) -> None:
    (given / "1-letter.txt").write_text("letter")
    os.mkfifo(given / "2-pipe")
    listener = socket.socket(socket.AF_UNIX)
    with listener:
        listener.bind(os.fsencode(given / "3-socket"))
    (given / "4-broken").symlink_to("nothing")
    (given / "5-circle").symlink_to("5-circle")
    (given / "6-outside").symlink_to("/etc/hostname")
    (given / "7-folder").symlink_to("/etc")
    (given / "8-empty").touch()
    assert told([given], own) == [
        (b"1-letter.txt", None),
        (b"2-pipe", "a named pipe holds no bytes to preserve"),
        (b"3-socket", "a socket holds no bytes to preserve"),
        (b"4-broken", "a broken link"),
        (b"5-circle", "a link that leads in a circle"),
        (b"6-outside", "a link is not followed; add what it points to"),
        (b"7-folder", "a link is not followed; add what it points to"),
        (b"8-empty", None),
    ]


def test_a_device_is_named(given: Path, own: Path) -> None:
    assert told(["/dev/null"], own) == [
        (b"null", "a device is not read; make an image of it and add the image")
    ]
    if os.geteuid() == 0:
        os.mknod(given / "disk", stat.S_IFBLK | 0o600, os.makedev(7, 0))
        os.mknod(given / "tty", stat.S_IFCHR | 0o600, os.makedev(1, 3))
        assert [reason for _, reason in told([given], own)] == [
            "a device is not read; make an image of it and add the image"
        ] * 2


@pytest.mark.parametrize("kind", ["pipe", "socket", "broken", "circle"])
def test_a_named_path_that_holds_no_bytes_is_named(given: Path, own: Path, kind: str) -> None:
    path = given / kind
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(os.fsencode(path))
    else:
        path.symlink_to("nothing" if kind == "broken" else kind)
    ((name, reason),) = told([path], own)
    assert name == kind.encode()
    assert (
        reason
        == {
            "pipe": "a named pipe holds no bytes to preserve",
            "socket": "a socket holds no bytes to preserve",
            "broken": "a broken link",
            "circle": "a link that leads in a circle",
        }[kind]
    )


def test_a_path_that_is_not_there_is_named_and_the_rest_goes_on(given: Path, own: Path) -> None:
    (given / "letter.txt").write_text("letter")
    paths: list[Path | str] = [
        given / "nothing",
        "",
        "a\x00b",
        "\ud800",
        given / "letter.txt" / "x",
    ]
    found = told([*paths, given / "letter.txt"], own)
    assert [reason for _, reason in found] == [
        "there is no such path",
        "there is no such path",
        "no file can have this name",
        "no file can have this name",
        "it cannot be looked at: Not a directory",
        None,
    ]


@pytest.mark.parametrize(
    "name",
    [b"caf\xe9.txt", b"\xff\xfe", b"line\nfeed", b"\x1b[31mred", "\u202egnp.exe".encode(), b" "],
)
def test_any_bytes_are_a_name(given: Path, own: Path, name: bytes) -> None:
    path = os.path.join(os.fsencode(given), name)  # noqa: PTH118 - raw bytes
    with open(path, "wb") as file:  # noqa: PTH123 - raw bytes
        file.write(b"letter")
    folder = os.path.join(os.fsencode(given), b"in " + name)  # noqa: PTH118 - raw bytes
    os.mkdir(folder)  # noqa: PTH102 - raw bytes
    os.link(path, os.path.join(folder, name))  # noqa: PTH118 - raw bytes
    found = list(find_inputs([given], leave_out=own))
    assert sorted(each.path for each in found) == sorted([path, os.path.join(folder, name)])  # noqa: PTH118 - raw bytes
    assert all(each.name == name for each in found if isinstance(each, Input))
    again = list(find_inputs([os.fsdecode(path)], leave_out=own))
    assert again == [Input(path=path, named=True)]


def test_the_same_path_twice_is_found_twice(given: Path, own: Path) -> None:
    (given / "letter.txt").write_text("letter")
    assert len(list(find_inputs([given, given / "letter.txt"], leave_out=own))) == 2


def test_hard_links_are_two_places(given: Path, own: Path) -> None:
    (given / "1").write_text("letter")
    os.link(given / "1", given / "2")
    assert told([given], own) == [(b"1", None), (b"2", None)]


def test_a_folder_that_links_to_itself_is_walked_once(given: Path, own: Path) -> None:
    (given / "here").symlink_to(".")
    (given / "letter.txt").write_text("letter")
    assert told([given], own) == [
        (b"here", "a link is not followed; add what it points to"),
        (b"letter.txt", None),
    ]


def test_nothing_of_the_archive_itself_is_taken_in(own: Path, tmp_path: Path) -> None:
    belongs = "this belongs to the archive itself"
    (tmp_path / "letter.txt").write_text("letter")
    (tmp_path / "way in").symlink_to(own / "vault")
    assert told([tmp_path], own) == [
        (b"letter.txt", None),
        (b"way in", "a link is not followed; add what it points to"),
        (b"archive", belongs),
    ]
    for path in (own, own / "vault", own / "vault" / "1.tar", tmp_path / "way in"):
        assert [reason for _, reason in told([path], own)] == [belongs]
    assert told([f"{own}/../letter.txt"], own) == [(b"letter.txt", None)]


def test_a_folder_beside_the_archive_whose_name_begins_alike_is_no_part_of_it(
    own: Path,
) -> None:
    beside = own.with_name(f"{own.name}-copy")
    beside.mkdir()
    (beside / "letter.txt").write_text("letter")
    assert told([beside], own) == [(b"letter.txt", None)]


def test_a_folder_deeper_than_path_max_is_walked_to_its_end(given: Path, own: Path) -> None:
    name = "d" * 200
    folder = os.open(given, os.O_RDONLY)
    for _ in range(30):
        os.mkdir(name, dir_fd=folder)
        deeper = os.open(name, os.O_RDONLY, dir_fd=folder)
        os.close(os.open("letter.txt", os.O_CREAT | os.O_WRONLY, dir_fd=deeper))
        os.close(folder)
        folder = deeper
    os.close(folder)
    found = list(find_inputs([given], leave_out=own))
    assert len(found) == 30
    assert all(isinstance(each, Input) for each in found)
    assert len(found[-1].path) > 6000


def test_a_folder_that_is_replaced_by_a_link_meanwhile_is_not_followed(
    given: Path, own: Path
) -> None:
    (given / "1.txt").write_text("letter")
    (given / "inner").mkdir()
    walk = find_inputs([given], leave_out=own)
    assert next(walk).path.endswith(b"1.txt")
    (given / "inner").rmdir()
    (given / "inner").symlink_to("/etc")
    (rest,) = walk
    assert isinstance(rest, Failed)
    assert rest.path == os.fsencode(given / "inner")


def test_a_folder_that_goes_away_meanwhile_is_named(given: Path, own: Path) -> None:
    (given / "1.txt").write_text("letter")
    (given / "inner").mkdir()
    walk = find_inputs([given], leave_out=own)
    next(walk)
    (given / "inner").rmdir()
    (rest,) = walk
    assert rest == Failed(
        path=os.fsencode(given / "inner"),
        reason="the folder cannot be opened: No such file or directory",
    )


def entries(folder: Path, number: int) -> Iterator[str]:
    first = folder / "0"
    first.write_text("letter")
    for name in range(1, number):
        try:
            os.link(first, folder / str(name))
        except OSError:  # a file system allows only so many links to one file
            first = folder / str(name)
            first.write_text("letter")
        yield str(name)


@pytest.mark.parametrize("many", [20_000, pytest.param(100_000, marks=pytest.mark.deep)])
def test_a_folder_of_very_many_entries_needs_little_memory(
    given: Path, own: Path, many: int
) -> None:
    number = sum(1 for _ in entries(given, many)) + 1
    tracemalloc.start()
    found = sum(1 for _ in find_inputs([given], leave_out=own))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == number
    assert peak < 500 * many


def test_a_folder_that_holds_nothing_is_named(given: Path, own: Path) -> None:
    assert list(find_inputs([given], leave_out=own)) == [Empty(path=os.fsencode(given))]
    (given / "a" / "b").mkdir(parents=True)
    (given / "c").mkdir()
    (given / "c" / "letter.txt").write_text("letter")
    found = list(find_inputs([given], leave_out=own))
    assert found[0] == Empty(path=os.fsencode(given / "a" / "b"))
    assert found[1:] == [Input(path=os.fsencode(given / "c" / "letter.txt"))]
