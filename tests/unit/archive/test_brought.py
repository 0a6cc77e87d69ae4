from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive, init_archive
from amana.archive.brought import require_own
from amana.archive.parts import Parts
from amana.core import CustodyError, FixedClock, WrongInput
from amana.custody import Signer
from amana.custody.note import Note, decode_note, encode_note
from amana.records import Actor

Require = Callable[[bytes], None]


@pytest.fixture
def require(parts: Parts) -> Require:
    return lambda data: require_own(parts, data, "the letter", "take the right one")


def test_what_the_log_signed_is_taken(archive: Archive, require: Require) -> None:
    kept = archive.checkpoint_note()
    require(kept)
    archive.check()
    require(kept)
    require(archive.checkpoint_note())


def test_what_former_keys_signed_is_taken(archive: Archive, require: Require) -> None:
    kept = archive.checkpoint_note()
    archive.keys.rotate()
    require(kept)
    with pytest.raises(WrongInput, match="changed after the log signed it"):
        require(kept.replace(b"\n1\n", b"\n2\n"))


def test_a_file_of_another_kind_is_no_alarm(archive: Archive, require: Require) -> None:
    note = archive.checkpoint_note()
    for wrong in (
        b"",
        b"# Read me\n",
        b"\xff\xfe",
        note[:-1],
        note.replace(b"\n", b"\r\n"),
        archive.witnesses.request(),
        (archive.root / "custody" / "log.vkey").read_bytes(),
        note + b"\nSHA-256 of both keys: ab\n",
    ):
        with pytest.raises(WrongInput, match="the letter is no signed checkpoint") as refused:
            require(wrong)
        assert (refused.value.exit_status, refused.value.remedy) == (2, "take the right one")


def test_a_checkpoint_of_another_archive_is_no_alarm(
    archive: Archive, require: Require, tmp_path: Path, actor: Actor, clock: FixedClock
) -> None:
    with init_archive(tmp_path / "other", name="Other", actor=actor, clock=clock) as other:
        note, origin = other.checkpoint_note(), other.settings.origin
    with pytest.raises(WrongInput, match=f"of another log: {origin}") as refused:
        require(note)
    assert "the right archive" in (refused.value.remedy or "")
    with pytest.raises(WrongInput, match="of another log"):
        archive.extends(note)


def test_what_was_changed_on_the_way_is_no_alarm(archive: Archive, require: Require) -> None:
    data = archive.checkpoint_note()
    note = decode_note(data)
    first, second = note.signatures
    for text, lines, why in (
        (note.text.replace("\n1\n", "\n7\n"), (first, second), "is wrong"),
        (note.text, (first,), "lost its post-quantum signature"),
        (note.text, (second,), "not signed by"),
        (note.text, (first, first, second), "not signed by"),
    ):
        changed = encode_note(Note(text=text, signatures=lines))
        with pytest.raises(WrongInput, match=f"changed after the log signed it: .*{why}"):
            require(changed)
    stranger = Signer.generate("example.org/stranger").sign(note.text)
    with pytest.raises(WrongInput, match="is not signed by the log"):
        require(encode_note(stranger))


def test_other_keys_in_the_name_of_the_log_are_an_alarm(archive: Archive, require: Require) -> None:
    """Either that file is forged, or this archive took the place of the one that signed it."""
    note = decode_note(archive.checkpoint_note())
    forged = encode_note(Signer.generate(archive.settings.origin).sign(note.text))
    for deed in (require, archive.extends):
        with pytest.raises(CustodyError, match="by keys that it has and had not") as found:
            deed(forged)
        assert found.value.exit_status == 21
        assert not isinstance(found.value, WrongInput)
