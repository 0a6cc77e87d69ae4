"""The files of a recording from the first moment on, and a close that never hangs."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from tests.truth.reading import Recorded, block_of, members

from amana.acquire.capture.accounts import Refusal
from amana.acquire.capture.profiles import Limits, Profile
from amana.acquire.capture.recording import Cut, Recording


def test_a_recording_without_anything_is_a_recording(tmp_path: Path) -> None:
    async def run() -> None:
        recording = Recording(tmp_path, Profile(), Limits())
        await recording.begin()
        assert await recording.close(0) == 0

    asyncio.run(run())
    found = Recorded(tmp_path)
    assert (found.exchanges, found.refused, found.lookups, found.messages) == ([], [], [], [])
    (info,) = found.members
    assert b"software: amana/" in block_of(info)
    assert os.uname().nodename.encode() not in info


def test_what_is_known_is_written_at_once(tmp_path: Path) -> None:
    async def run() -> None:
        recording = Recording(tmp_path, Profile(), Limits())
        await recording.begin()
        recording.refuse("https://news.example/", "GET", Refusal.PORT, "no")
        recording.certificate(b"der")
        recording.certificate(b"der")
        before = Recorded(tmp_path)
        assert [each.why for each in before.refused] == [Refusal.PORT]
        assert len(list((tmp_path / "tls").iterdir())) == 1
        assert len(members(before.data)) == 1
        await recording.close(0)

    asyncio.run(run())


def test_limits_count_what_they_name(tmp_path: Path) -> None:
    async def run() -> None:
        limits = Limits(requests=2, response_bytes=10, capture_bytes=25, free_bytes=1)
        recording = Recording(tmp_path, Profile(), limits)
        assert (recording.admit(), recording.admit()) == (1, 2)
        with pytest.raises(Cut, match="2 requests"):
            recording.admit()
        recording.count(10, 10)
        with pytest.raises(Cut, match="one response"):
            recording.count(1, 11)
        with pytest.raises(Cut, match="the capture"):
            recording.count(15, 5)
        await recording.close(0)

    asyncio.run(run())


def test_a_second_recording_in_a_folder_is_refused(tmp_path: Path) -> None:
    async def run() -> None:
        recording = Recording(tmp_path, Profile(), Limits())
        with pytest.raises(FileExistsError):
            Recording(tmp_path, Profile(), Limits())
        await recording.close(0)

    asyncio.run(run())


def test_work_that_will_not_end_is_cut(tmp_path: Path) -> None:
    async def forever() -> bool:
        await asyncio.sleep(3600)
        return True

    async def run() -> None:
        recording = Recording(tmp_path, Profile(), Limits())
        recording.under_way.add(asyncio.create_task(forever()))
        assert await recording.close(0.05) == 1

    asyncio.run(run())
