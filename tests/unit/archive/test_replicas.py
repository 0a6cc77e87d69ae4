"""What is a replica of this archive, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from amana.archive import Archive
from amana.archive.replicas import ReplicaLog, Standing, open_folder, read, recognise
from amana.core import CustodyError, ForeignFolder, NotFound, UnavailableError
from amana.core.settings import ReplicaPlace
from amana.vault.backends import MemoryReplica


def place(path: str) -> ReplicaPlace:
    return ReplicaPlace(name="cellar", path=path, site="here")


def standing(archive: Archive, replica: MemoryReplica) -> Standing:
    parts = archive._parts
    return recognise(replica, parts.storage, archive.checkpoint(), parts.verifier)


@pytest.mark.parametrize("path", ["", ".", "inside", "vault/copy", ".."])
def test_a_replica_lies_outside_its_archive(archive: Archive, path: str) -> None:
    with pytest.raises(ForeignFolder, match="would lie in the archive"):
        open_folder(archive._parts.layout, place(path))


def test_a_path_that_is_not_absolute_begins_at_the_archive(archive: Archive) -> None:
    open_folder(archive._parts.layout, place("../cellar")).put("a", [b"x"])
    assert (archive.root.parent / "cellar" / "a").read_bytes() == b"x"


def test_a_folder_that_has_nothing_above_it_cannot_be_reached(archive: Archive) -> None:
    with pytest.raises(UnavailableError, match="cannot be reached"):
        open_folder(archive._parts.layout, place("/nowhere/at/all"))


def test_an_empty_place_can_become_a_replica(archive: Archive) -> None:
    assert standing(archive, MemoryReplica()) == Standing(marker=None, checkpoint=None)


def test_a_replica_says_how_far_it_reaches(cellar: Archive, tmp_path: Path) -> None:
    size = cellar.checkpoint().size
    cellar.copies.replicate(["cellar"])
    replica = open_folder(cellar._parts.layout, place(str(tmp_path / "cellar")))
    parts = cellar._parts
    found = recognise(replica, parts.storage, cellar.checkpoint(), parts.verifier)
    assert found.entries == size
    assert found.marker
    assert (found.marker.entries, found.marker.complete) == (size, True)


def test_the_log_of_a_replica_is_read() -> None:
    replica = MemoryReplica()
    replica.put("custody/checkpoint", [b"note"])
    assert ReplicaLog(replica).read("checkpoint") == b"note"
    with pytest.raises(CustodyError, match="custody/head is missing"):
        ReplicaLog(replica).read("head")
    with pytest.raises(NotFound):
        read(replica, "FORMAT")
