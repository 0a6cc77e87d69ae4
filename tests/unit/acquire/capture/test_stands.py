"""Recorder and browser begin and end together."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from tests.unit.acquire.capture.fakes import Stage

from amana.acquire.capture.profiles import Profile
from amana.acquire.capture.stands import Stands, open_stand
from amana.core import UnavailableError


def pool(stage: Stage, tabs: int = 1, most: int = 50) -> Stands:
    return Stands(tabs, Profile(), most, stage.open)


def test_a_slot_is_had_by_one_at_a_time() -> None:
    async def run() -> list[int]:
        made = pool(Stage(), tabs=2)
        under_way: set[int] = set()
        had: list[int] = []

        async def one() -> None:
            async with made.slot() as (_, slot):
                assert slot not in under_way
                under_way.add(slot)
                had.append(slot)
                await asyncio.sleep(0.001)
                under_way.discard(slot)

        await asyncio.gather(*(one() for _ in range(9)))
        await made.close()
        return had

    assert set(asyncio.run(run())) == {0, 1}


def test_a_worn_stand_ends_when_nobody_uses_it_any_more() -> None:
    async def run() -> None:
        stage = Stage()
        made = pool(stage, tabs=2)
        async with made.slot() as (first, _):
            first.worn = True
            async with made.slot() as (second, _):
                assert second is not first
                assert [each.recorder.stopped for each in stage.stands] == [False, False]
        assert [each.recorder.stopped for each in stage.stands] == [True, False]
        await made.close()
        assert [each.recorder.stopped for each in stage.stands] == [True, True]

    asyncio.run(run())


def test_an_error_in_a_slot_wears_its_stand() -> None:
    async def broken(made: Stands) -> None:
        async with made.slot():
            raise ZeroDivisionError

    async def run() -> None:
        stage = Stage()
        made = pool(stage)
        await asyncio.gather(broken(made), return_exceptions=True)
        async with made.slot():
            assert len(stage.stands) == 2
        await made.close()

    asyncio.run(run())


def test_where_no_browser_starts_nothing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object, **__: object) -> None:
        raise UnavailableError("no walls here")

    monkeypatch.setattr("amana.acquire.capture.browser.Browser.start", refuse)
    monkeypatch.setattr("tempfile.mkdtemp", lambda **_: str(_made(tmp_path / "s")))
    with pytest.raises(UnavailableError, match="no walls"):
        asyncio.run(open_stand(1, Profile()))
    assert list(tmp_path.iterdir()) == []


def _made(path: Path) -> Path:
    path.mkdir()
    return path
