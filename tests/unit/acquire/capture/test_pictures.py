from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from tests.unit.acquire.capture.conftest import Take, Web

from amana.acquire.capture import pictures


def sizes(folder: Path, name: str) -> dict[str, tuple[int, int]]:
    found = {}
    for each in folder.glob(f"{name}*.png"):
        with Image.open(each) as picture:
            found[each.name] = picture.size
    return found


@pytest.mark.parametrize("tile", [1_000, pytest.param(pictures.TILE, marks=pytest.mark.deep)])
def test_a_tall_page_is_pictured_in_tiles(
    take: Take, web: Web, tile: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "TILE", tile)
    style = f"<style>body {{margin: 0}} b {{display: block; height: {tile - 10}px}}"
    rows = "</style><b></b><b style='background:#0f0'></b>"
    url = web.put("http://one.example/", style + rows)
    assert take(url).lacking == ()
    assert sizes(take.folder, "picture-before") == {
        "picture-before.png": (1600, tile),
        "picture-before-2.png": (1600, tile - 20),
    }
    with Image.open(take.folder / "picture-before.png") as picture:
        column = picture.convert("RGB").crop((10, tile - 20, 11, tile)).tobytes()
    assert column == b"\xff\xff\xff" * 10 + b"\x00\xff\x00" * 10


def test_a_frame_of_another_site_below_the_first_screen_is_told_to_be_blank(
    take: Take, web: Web
) -> None:
    web.put("http://two.example/", "<body style='background:#f00'>")
    frame = "<iframe src='http://two.example/'></iframe>"
    url = web.put("http://one.example/", f"{frame}<div style='height:3000px'></div>")
    assert take(url).lacking == ()
    url = web.put("http://one.example/", f"<div style='height:3000px'></div>{frame}")
    assert take(url).lacking == ("frames-blank-in-picture",)


def test_what_is_taller_than_the_limit_is_cut_and_told(take: Take, web: Web) -> None:
    url = web.put("http://one.example/", "<div style='height:9000px'></div>")
    taken = take(url, pixels=2000)
    assert "picture-cut" in taken.lacking
    assert sizes(take.folder, "picture-after") == {"picture-after.png": (1600, 2000)}


def test_a_page_that_goes_to_the_left_is_pictured_to_its_left_end(take: Take, web: Web) -> None:
    wide = "<div style='width:2500px;height:10px;background:#00f'></div>"
    url = web.put("http://one.example/", f"<html dir=rtl><body style='margin:0'>{wide}")
    take(url)
    assert sizes(take.folder, "picture-before") == {"picture-before.png": (2500, 900)}
    with Image.open(take.folder / "picture-before.png") as picture:
        assert picture.convert("RGB").getpixel((3, 3)) == (0, 0, 255)


@pytest.mark.parametrize("pages", [10, pytest.param(pictures._PAGES, marks=pytest.mark.deep)])
def test_pages_of_print_are_bounded(
    take: Take, web: Web, pages: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_PAGES", pages)
    many = "<p style='break-after:page'>page</p>" * (pages + pages // 2)
    url = web.put("http://one.example/", many)
    taken = take(url)
    assert taken.lacking == ("pdf-cut",)
