from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.hashes import SHA256

from amana.archive import Anchors, Archive
from amana.archive.authorities import authorities_of, require_name, root_path, trusted_roots
from amana.archive.parts import Parts
from amana.core import NotFound, UsageError
from amana.custody.backends import MemoryAuthority

FINGERPRINT = SHA256()
URL = "http://north.example.org/tsa"


@pytest.mark.parametrize("name", ["north", "7", "a-b_c", "a" * 40])
def test_a_name_of_an_authority(name: str) -> None:
    assert require_name(name) == name


@pytest.mark.parametrize("name", ["", "North", "a/b", "..", "a.b", "-a", "a" * 41, "a b", "\u0627"])
def test_no_name_of_an_authority(anchors: Anchors, north: MemoryAuthority, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be the name of an authority"):
        anchors.add_authority(name, URL, north.roots)
    assert [each.name for each in anchors.authorities()] == ["north"]


def test_roots_stay_with_the_archive(
    archive: Archive, anchors: Anchors, parts: Parts, north: MemoryAuthority
) -> None:
    (known,) = anchors.authorities()
    assert (known.name, known.url, known.roots) == ("north", URL, ("authorities/north/1.pem",))
    assert (archive.root / "custody" / known.roots[0]).read_bytes() == north.roots
    entry = parts.log.entry(known.entry)
    assert entry.get("certificates") == [north.root.fingerprint(FINGERPRINT).hex()]
    assert archive.check().ok


def test_an_authority_that_moves_or_changes_its_root_keeps_its_old_ones(
    anchors: Anchors, parts: Parts, north: MemoryAuthority
) -> None:
    with pytest.raises(UsageError, match="north is there already"):
        anchors.add_authority("north", URL, north.roots)
    moved = anchors.add_authority("north", "https://north.example.org", north.roots)
    assert (moved.url, len(moved.roots)) == ("https://north.example.org", 1)
    newer = MemoryAuthority(name="North 2").roots
    changed = anchors.add_authority("north", "https://north.example.org", north.roots + newer)
    assert changed.roots == ("authorities/north/1.pem", "authorities/north/2.pem")
    assert root_path("north", changed) == "authorities/north/3.pem"
    assert len(trusted_roots(changed, parts.storage.read)) == 2
    assert trusted_roots(None, parts.storage.read) == []


def test_an_authority_can_be_asked_no_more_and_again(
    anchors: Anchors, north: MemoryAuthority
) -> None:
    stopped = anchors.stop_authority("north")
    assert (stopped.url, stopped.roots) == (None, ("authorities/north/1.pem",))
    with pytest.raises(UsageError, match="not asked any more already"):
        anchors.stop_authority("north")
    with pytest.raises(NotFound, match="no authority 'south'"):
        anchors.stop_authority("south")
    with pytest.raises(UsageError, match="no time-stamp authority is known"):
        anchors.timestamp()
    assert anchors.add_authority("north", URL, north.roots).url == URL
    assert authorities_of([]) == {}


def test_what_cannot_be_trusted_is_not_entered(
    anchors: Anchors, parts: Parts, north: MemoryAuthority
) -> None:
    size = parts.log.checkpoint().size
    with pytest.raises(UsageError, match="no certificates in PEM"):
        anchors.add_authority("south", URL, b"not a certificate")
    with pytest.raises(UsageError, match="no address of an authority"):
        anchors.add_authority("south", "file:///etc/passwd", north.roots)
    assert parts.log.checkpoint().size == size
