"""One capture in a slot: its notes stand before anything is asked for."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest
from tests.unit.acquire.capture.fakes import FakePage, FakeStand, nothing
from tests.unit.acquire.capture.scenes import PAGE

from amana.acquire.capture.accounts import Wanted
from amana.acquire.capture.noted import Begun, Collector, Shown
from amana.acquire.capture.profiles import Limits, Profile
from amana.acquire.capture.shooting import Order, Shooting
from amana.core import StorageFull, SystemClock


def shooting(folder: Path) -> Shooting:
    order = Order(wanted=Wanted(url=PAGE), collector="Sana")
    return Shooting(order, folder, Profile(egress=("203.0.113.77",)), Limits(), clock=SystemClock())


def test_what_is_wanted_is_noted_first(tmp_path: Path) -> None:
    shooting(tmp_path).begin(FakeStand().browser)
    begun = msgspec.json.decode((tmp_path / "begun.json").read_bytes(), type=Begun)
    collector = msgspec.json.decode((tmp_path / "collector.json").read_bytes(), type=Collector)
    assert begun.wanted.url == PAGE
    assert begun.profile == "plain"
    assert (collector.collector, collector.egress) == ("Sana", ("203.0.113.77",))
    assert b"Sana" not in (tmp_path / "begun.json").read_bytes()


def test_each_capture_has_a_salt_of_its_own(tmp_path: Path) -> None:
    salts = set()
    for _ in range(3):
        shooting(tmp_path).begin(FakeStand().browser)
        told = msgspec.json.decode((tmp_path / "collector.json").read_bytes(), type=Collector)
        salts.add(told.salt)
    assert len(salts) == 3


def test_the_end_is_noted_with_what_the_browser_lacked(tmp_path: Path) -> None:
    async def run() -> bytes:
        stand, made = FakeStand(), shooting(tmp_path)
        made.begin(stand.browser)
        await made.run(0, stand.recorder, stand.browser, FakePage(stand, nothing))
        return (tmp_path / "shown.json").read_bytes()

    shown = msgspec.json.decode(asyncio.run(run()), type=Shown)
    assert (shown.url, shown.path, shown.lacking) == (PAGE, (PAGE,), ("not-at-rest",))
    assert shown.until is not None
    assert shown.until <= shown.ended


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StorageFull):
        shooting(tmp_path).begin(FakeStand().browser)
