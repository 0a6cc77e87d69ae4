from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from amana.archive.leftovers import Traces, remove_leftovers, traces_of
from amana.core import sha256_hex

OBJECT = b"The canary letter, of which a crash left a part. " * 200
DIGEST = sha256_hex(OBJECT)
TRACES = traces_of({"IT-7F3K-Q2MH", DIGEST}, [OBJECT[: Traces.BEGINNING], b"tiny"])


def left(work: Path) -> list[str]:
    return sorted(str(path.relative_to(work)) for path in work.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "content",
    [
        OBJECT,
        OBJECT[:5000],
        OBJECT[:3],
        b"header" * 99 + OBJECT,
        b"x" * (1 << 20) + DIGEST.encode(),
        b"x" * ((1 << 20) - 30) + DIGEST.encode() + b"y",
        bytes.fromhex(DIGEST),
        b'{"item":"IT-7F3K-Q2MH"}',
        b"tiny",
        b"tiny and more",
    ],
)
def test_whatever_tells_of_the_item_goes(tmp_path: Path, content: bytes) -> None:
    quarantine = tmp_path / "quarantine"
    quarantine.mkdir()
    (quarantine / "0199-tail").write_bytes(content)
    (quarantine / "0200-other").write_bytes(b"something else, not so tiny")
    assert remove_leftovers(tmp_path, TRACES) == 1
    assert left(tmp_path) == ["quarantine/0200-other"]


def test_a_name_tells_too(tmp_path: Path) -> None:
    (tmp_path / "quarantine").mkdir()
    (tmp_path / "quarantine" / f"0199-{DIGEST}").write_bytes(b"torn")
    assert remove_leftovers(tmp_path, TRACES) == 1
    assert left(tmp_path) == []


def test_scratch_folders_of_a_broken_check_go_whole(tmp_path: Path) -> None:
    folder = tmp_path / "tmpab12" / "search"
    folder.mkdir(parents=True)
    (folder / "a.store").write_bytes(b"compressed")
    (folder.parent / "catalogue.db").write_bytes(b"rows")
    assert remove_leftovers(tmp_path, TRACES) == 2
    assert list(tmp_path.iterdir()) == []


def test_what_is_alive_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(OBJECT)
    work = tmp_path / "work"
    (work / "incoming" / "g1").mkdir(parents=True)
    (work / "incoming" / "g1" / DIGEST).write_bytes(OBJECT)
    (work / "quarantine").mkdir()
    (work / "quarantine" / "link").symlink_to(elsewhere)
    (work / "tmplink").symlink_to(tmp_path)
    (work / "lock").write_bytes(b"IT-7F3K-Q2MH")
    assert remove_leftovers(work, TRACES) == 0
    assert elsewhere.read_bytes() == OBJECT
    assert "incoming/g1/" + DIGEST in left(work)
    assert remove_leftovers(tmp_path / "nothing", TRACES) == 0


def test_an_empty_file_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with tarfile.open(tmp_path / "other.tar", "w"):
        pass
    assert remove_leftovers(tmp_path, TRACES) == 0
