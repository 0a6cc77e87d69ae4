from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from tests.unit.acquire.capture.conftest import Stage, family

from amana.acquire.capture import walls
from amana.acquire.capture.tab import open_tab
from amana.core import UnavailableError


def status_of(process: int) -> dict[str, str]:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def chromium(stage: Stage) -> dict[int, str]:
    started = family(stage.browser.process)
    return {each: line for each, line in started.items() if line.startswith(str(walls.CHROMIUM))}


def test_this_machine_can_make_captures() -> None:
    found = walls.means()
    assert found.trouble == ()
    assert found.arabic
    assert found.chromium is not None
    assert found.chromium[0].isdigit()
    walls.demand()


def test_the_policies_are_json_and_take_away_what_a_capture_does_not_need() -> None:
    told = json.loads(walls.policies())
    assert told["URLBlocklist"]
    assert told["DefaultGeolocationSetting"] == 2


def test_without_bubblewrap_no_capture_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(UnavailableError, match="install the package bubblewrap") as caught:
        walls.demand()
    assert caught.value.remedy


def test_without_chromium_no_capture_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(walls, "CHROMIUM", tmp_path / "chromium")
    with pytest.raises(UnavailableError, match="install the package chromium"):
        walls.demand()


def test_walls_that_do_not_stand_are_told_with_their_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho bwrap: no permission to make a new namespace >&2\nexit 1\n")
    broken.chmod(0o755)
    tmp_path.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(broken))
    monkeypatch.setattr(walls, "identity", lambda: None)
    assert walls.means().trouble == (
        "the browser cannot be walled in: bwrap: no permission to make a new namespace",
    )


def test_the_browser_never_runs_as_root(stage: Stage) -> None:
    for process in chromium(stage):
        told = status_of(process)
        assert set(told["Uid"].split()) == {str(walls.identity() or os.getuid())}
        assert "0" not in told["Uid"].split()
        assert told["CapEff"] == told["CapPrm"] == "0" * 16 or "zygote" in chromium(stage)[process]


def test_the_browser_keeps_its_own_sandbox(stage: Stage) -> None:
    browser = stage.browser

    async def scene() -> list[dict[str, str]]:
        tab = await open_tab(browser, 0, 800, 600)
        pages = [each for each, line in chromium(stage).items() if "--type=renderer" in line]
        told = [status_of(each) for each in pages]
        await tab.close()
        return told

    pages = stage.run(scene())
    assert pages
    assert {(told["NoNewPrivs"], told["Seccomp"], told["CapEff"]) for told in pages} == {
        ("1", "2", "0" * 16),
    }
    assert not any("--no-sandbox" in line for line in chromium(stage).values())


def test_the_browser_sees_nothing_of_this_machine_but_programs_and_fonts(stage: Stage) -> None:
    main = next(each for each, line in chromium(stage).items() if "--type=" not in line)
    seen = Path(f"/proc/{main}/root")
    assert sorted(each.name for each in seen.iterdir()) == [
        *("bin", "dev", "etc", "lib", "lib32", "lib64", "proc", "sbin", "tmp", "usr", "var"),
    ]
    assert {each.name for each in (seen / "etc").iterdir()} <= {
        *("alternatives", "chromium", "fonts", "ld.so.cache"),
    }
    assert not (seen / "etc/passwd").exists()
    assert Path(f"/proc/{main}/environ").read_bytes().split(b"\0").count(b"HOME=/tmp") == 1
    assert b"AMANA" not in Path(f"/proc/{main}/environ").read_bytes()
    assert len({Path(f"/proc/{each}/ns/net").readlink() for each in ("self", main)}) == 2
