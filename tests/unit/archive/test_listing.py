from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive, ListedItem, in_state, warning_of
from amana.records import Actor, Claimed, Form, State

Write = Callable[[str, str], Path]


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    """A bag of two letters, of which one changed; another is lost."""
    folder = tmp_path / "box-7"
    (folder / "data").mkdir(parents=True)
    (folder / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    lines = []
    for name, listed in (("kept", "kept"), ("changed", "other")):
        (folder / "data" / f"{name}.txt").write_text(name)
        lines.append(f"{hashlib.sha256(listed.encode()).hexdigest()}  data/{name}.txt\n")
    lines.append(f"{hashlib.sha256(b'lost').hexdigest()}  data/lost.txt\n")
    (folder / "manifest-sha256.txt").write_text("".join(lines))
    return folder


def differing(archive: Archive, purpose: str | None = None) -> dict[str | None, ListedItem]:
    _, rows = archive.list(differing=True, purpose=purpose)
    return {row.item.name if row.item else None: row for row in rows}


def test_a_list_of_what_differs_tells_what_differs(archive: Archive, bag: Path) -> None:
    archive.add([bag], read=False)
    rows = differing(archive)
    assert set(rows) == {"changed.txt", "bagit.txt"}
    (changed,) = rows["changed.txt"].differing
    assert changed == Claimed(
        bag="box-7", digests={"sha256": hashlib.sha256(b"other").hexdigest()}, agrees=False
    )
    assert warning_of(changed) == "it has other bytes than the bag “box-7” says (sha256)"
    (missing,) = rows["bagit.txt"].differing
    assert (missing.missing, missing.missing_paths) == (1, ("data/lost.txt",))
    assert all(row.differing == () for row in archive.list()[1])


def test_it_tells_nothing_of_hidden_items(archive: Archive, bag: Path, confidential: Form) -> None:
    archive.add([bag], confidential, read=False)
    assert differing(archive) == {}
    assert len(differing(archive, purpose="inquiry 12")["changed.txt"].differing) == 1
    assert all(row.differing == () and row.item is None for row in archive.list()[1])


def test_an_erased_item_comes_with_its_order(archive: Archive, write: Write) -> None:
    archive.add([write("a.txt", "one"), write("b.txt", "two")], read=False)
    ref = archive.list()[1][0].ref
    number = archive.erasure.order(ref, basis="Art. 17 GDPR")
    assert [row.order for row in archive.list()[1]] == [None, None]
    archive.as_actor(Actor(name="Ilse Brandt"))
    archive.erasure.confirm(number)
    (row,) = archive.list(where=in_state(State.ERASED))[1]
    assert row.order is not None
    assert (row.order.number, str(row.order.confirmed_at)[:10]) == (number, "2026-05-01")
