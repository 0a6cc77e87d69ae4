from __future__ import annotations

import pytest

from amana.archive import Anchors, Archive, open_archive
from amana.core import AccessDenied
from amana.custody.backends import MemoryAuthority
from amana.records import Actor


def test_an_archive_has_its_anchors(archive: Archive) -> None:
    assert isinstance(archive.anchors, Anchors)
    assert archive.anchors.authorities() == ()


def test_nobody_anchors_without_a_name(archive: Archive, north: MemoryAuthority) -> None:
    size = archive.checkpoint().size
    with open_archive(archive.root, actor=Actor(name=" ")) as nameless:
        anchors = nameless.anchors
        for deed in (
            lambda: anchors.add_authority("north", "http://north.example.org", north.roots),
            lambda: anchors.stop_authority("north"),
            anchors.timestamp,
            lambda: anchors.export_queries(archive.root),
            lambda: anchors.import_responses([archive.root]),
        ):
            with pytest.raises(AccessDenied, match="nobody is named"):
                deed()
    assert archive.checkpoint().size == size
