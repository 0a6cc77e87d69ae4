from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from amana.reading import Limits, Outcome, ReadingPool
from amana.reading.sandbox import programs
from amana.reading.sandbox.samples import sound
from amana.records import State

Read = Callable[..., Outcome]


def test_sound_is_described_and_not_transcribed(read: Read) -> None:
    outcome = read(sound(), "silence.wav")
    assert (outcome.state, outcome.reason) == (
        State.READ_EMPTY, "sound and video are not transcribed",
    )  # fmt: skip
    assert outcome.reading is not None
    found = dict(outcome.reading.metadata)
    assert found["media:seconds"] == "0.100000"
    assert found["media:stream-1"].startswith("audio, pcm_u8, 1 channels, 8000 Hz")
    assert found["exiftool:RIFF:SampleRate"] == "8000"
    libraries = dict(outcome.reading.recipe.libraries)
    assert {"ffmpeg", "exiftool"} <= libraries.keys()


def test_where_a_film_of_a_telephone_was_made(read: Read, test_data: Path) -> None:
    (path,) = (test_data / "files").rglob("testMP4_QuickTimeMetadata.mov")
    reading = read(path.read_bytes(), path.name).reading
    assert reading is not None
    found = dict(reading.metadata)
    assert (found["geo:lat"], found["geo:long"], found["geo:alt"]) == (
        "12.3456", "-98.7654", "10.5",
    )  # fmt: skip


def test_rubbish_with_the_name_of_sound_says_so(read: Read) -> None:
    reading = read(b"fLaC" + b"\0" * 300, "a.flac").reading
    assert reading is not None
    assert "streams-unknown" in [warning.code for warning in reading.warnings]


def test_without_programs_it_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "PATH", "/nonexistent")
    data = sound()
    with ReadingPool(1, Limits(cpu_seconds=30, wall_seconds=90)) as pool:
        fd = os.memfd_create("sound")
        os.write(fd, data)
        outcome = pool.read(fd, original=sha256(data).hexdigest(), name="a.wav", size=len(data))
        os.close(fd)
    assert outcome.state is State.WAITING
    assert outcome.reason is not None
    assert "ffprobe" in outcome.reason
