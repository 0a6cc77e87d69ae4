from __future__ import annotations

import pytest

from amana.archive import Archive, open_archive
from amana.core import ArchiveBusy, FixedClock
from amana.records import Actor


def test_an_archive_tells_where_it_is_and_who_acts(archive: Archive, actor: Actor) -> None:
    assert archive.settings.name == "Test"
    assert (archive.root / "FORMAT").is_file()
    assert archive.actor == actor
    other = Actor(name="S. Karim")
    archive.as_actor(other)
    assert archive.actor == other


def test_it_hands_on_its_signed_state(archive: Archive) -> None:
    state = archive.checkpoint()
    assert archive.checkpoint_note().decode().startswith(f"{state.origin}\n{state.size}\n")
    assert all(key.startswith(f"{state.origin}+") for key in archive.keys.vkeys)


def test_it_lets_go_at_the_end_of_a_with(archive: Archive, actor: Actor) -> None:
    clock = FixedClock(archive._parts.clock.now())
    archive.close()
    with open_archive(archive.root, actor=actor, clock=clock) as again:
        again.become_committer()
        assert again.status().items == 0
    with pytest.raises(ArchiveBusy, match="has been closed"):
        again.become_committer()
