"""The power fails: what was not made durable is gone, or not, in any combination.

Killing a process proves nothing about this, for the kernel keeps what was written. Here the calls
of a real story are recorded and made again on a model of a disk (`replaying.py` states its rules);
every disk that a power cut may leave is opened as the archive that it is.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Run = Callable[..., list[dict[str, object]]]


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The program as a module, for its model of a disk."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    return importlib.import_module("replaying")


@pytest.mark.timeout(300)
def test_a_power_cut_takes_nothing_that_was_acknowledged(preloaded: Run, quick: Path) -> None:
    assert len(preloaded("replaying.py", quick, 7, 106, 1)) > 7


@pytest.mark.deep
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("first", range(1, 5))
def test_a_power_cut_after_every_call_takes_nothing(
    preloaded: Run, quick: Path, first: int
) -> None:
    assert len(preloaded("replaying.py", quick, first, 4, 4)) > 400


def left_by(disk: object, to: Path, *, keep: bool = False) -> dict[str, bytes]:
    disk.left(lambda: keep, to)  # type: ignore[attr-defined]  # a Disk of the model
    found = {p.relative_to(to): p.read_bytes() for p in to.rglob("*") if p.is_file()}
    return {str(path): data for path, data in found.items()}


def test_the_model_forgets_what_was_not_made_durable(model: ModuleType, tmp_path: Path) -> None:
    root = tmp_path / "disk"
    (root / "sub").mkdir(parents=True)
    (root / "old").write_bytes(b"old")
    disk = model.Disk(root)

    def call(op: str, path: str, to: str = "", data: bytes = b"", offset: int = 0) -> None:
        disk.make(model.Call(op, offset, data, path, to))

    def lost(number: int) -> dict[str, bytes]:
        return left_by(disk, tmp_path / str(number))

    call("create", "new")
    call("write", "new", data=b"bytes")
    call("fsync", "new")
    call("write", "new", data=b" and more", offset=5)
    call("rename", "old", "sub/moved")
    assert lost(1) == {"old": b"old"}, "no name is durable yet"
    call("fsync", "")
    assert lost(2) == {"new": b"bytes"}, "the new name is, the moved one is lost altogether"
    call("fsync", "sub")
    assert lost(3) == {"new": b"bytes", "sub/moved": b"old"}
    call("fdatasync", "new")
    call("truncate", "new", offset=2)
    assert lost(4) == {"new": b"bytes and more", "sub/moved": b"old"}
    assert left_by(disk, tmp_path / "5", keep=True)["new"] == b"by"
    call("link", "new", "sub/second")
    call("unlink", "new")
    call("fsync", "sub")
    assert lost(6)["sub/second"] == lost(7)["new"] == b"bytes and more"


def test_the_model_tears_writes_between_sectors(model: ModuleType) -> None:
    file = model.File(b"x" * 100)
    file.since.append((50, b"a" * 1000))
    answers = iter([False, True, False])
    torn = file.left(lambda: next(answers))
    assert torn == b"x" * 100 + bytes(412) + b"a" * 512
    assert file.left(lambda: False) == b"x" * 100
    assert file.left(lambda: True) == b"x" * 50 + b"a" * 1000
    file.synced()
    assert file.left(lambda: False) == b"x" * 50 + b"a" * 1000
