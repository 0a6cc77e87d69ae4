from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from tests.unit.reading.rerender.saved import DATE, members, on_disk, response, wacz

from amana.core import NotFound, UnavailableError, UnreadableError
from amana.reading.rerender.calling import Answerer, require_page
from amana.reading.rerender.told import FoundPage, Opened, Pages, Task

URL = "https://e.example/"


def opened(path: Path, page: str | None = None, size: int | None = None) -> Opened:
    async def open_it() -> Opened:
        with path.open("rb") as file:
            there = os.fstat(file.fileno()).st_size if size is None else size
            task = Task(size=there, page=page, serve=False)
            answerer = await Answerer.start(file.fileno(), task, [])
            await answerer.close()
            return answerer.opened

    return asyncio.run(open_it())


def test_pages_are_told_by_a_confined_process(tmp_path: Path) -> None:
    told = opened(on_disk(tmp_path, wacz(members(response(URL, "x")))))
    assert told.pages.chosen == FoundPage(url=URL, date=DATE)
    assert {"rlimits", "no-new-privileges", "seccomp"} <= set(told.layers)


@pytest.mark.parametrize("data", [b"PK\x03\x04 nothing", b"<html>no archive</html>", b""])
def test_what_is_no_archive_holds_no_page(tmp_path: Path, data: bytes) -> None:
    told = opened(on_disk(tmp_path, data))
    with pytest.raises(NotFound, match="no page"):
        require_page(told.pages, None)


def test_a_file_that_lost_bytes_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        opened(on_disk(tmp_path, response(URL, "x")), size=1 << 20)


def test_a_process_that_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(UnavailableError):
        opened(on_disk(tmp_path, b"x"))


def test_a_page_that_is_not_there_is_refused_with_what_resembles_it() -> None:
    pages = Pages(kind="warc", nearest=(URL,))
    with pytest.raises(NotFound) as refused:
        require_page(pages, f"{URL}x")
    assert URL in str(refused.value.remedy)
    require_page(Pages(kind="warc", chosen=FoundPage(url=URL)), None)
