from __future__ import annotations

from pathlib import Path

import msgspec
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


FRAME = "<iframe src='http://two.example/' style='width:400px;height:{}px;border:0'></iframe>"


def test_a_frame_of_another_site_on_the_first_screen_is_on_the_picture(
    take: Take, web: Web
) -> None:
    web.put("http://two.example/", "<body style='background:#f00'>")
    below = "<div style='height:3000px'></div>"
    assert take(web.put("http://one.example/", FRAME.format(200) + below)).lacking == ()
    assert "frames-pictured" not in take.steps
    assert sizes(take.folder, "picture-frame") == {}


def test_a_frame_of_another_site_further_down_has_a_picture_of_its_own(
    take: Take, web: Web
) -> None:
    web.put("http://two.example/", "<body style='background:#f00'>")
    web.put("http://one.example/same", "<p>of the same site: it is on the picture of the page")
    far = "<iframe src='/same'></iframe><div style='height:3000px'></div>" + FRAME.format(200)
    assert take(web.put("http://one.example/", far)).lacking == ()
    assert "frames-pictured" in take.steps
    frames = msgspec.json.decode((take.folder / "frames.json").read_bytes())
    [number] = [n for n, each in enumerate(frames) if each["url"] == "http://two.example/"]
    file = take.folder / f"picture-frame-{number:03}.png"
    assert sizes(take.folder, "picture-frame") == {file.name: (400, 200)}
    with Image.open(file) as picture:
        assert picture.convert("RGB").getcolors() == [(400 * 200, (255, 0, 0))]


def test_a_frame_that_is_higher_than_the_screen_is_pictured_in_part_and_told(
    take: Take, web: Web
) -> None:
    web.put("http://two.example/", "<body style='background:#f00'>")
    far = "<div style='height:3000px'></div>" + FRAME.format(2000)
    assert take(web.put("http://one.example/", far)).lacking == ("frames-blank-in-picture",)
    [(width, height)] = sizes(take.folder, "picture-frame").values()
    assert (width, height) == (400, 900)


def test_of_many_frames_some_have_pictures_and_the_rest_is_told(
    take: Take, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_FAR_FRAMES", 2)
    web.put("http://two.example/", "<body style='background:#f00'>")
    far = "<div style='height:3000px'></div>" + FRAME.format(100) * 3
    assert take(web.put("http://one.example/", far)).lacking == ("frames-blank-in-picture",)
    assert len(sizes(take.folder, "picture-frame")) == 2


def test_a_page_that_does_not_stay_where_it_is_scrolled_to_has_no_pictures_of_frames(
    take: Take, web: Web
) -> None:
    web.put("http://two.example/", "<body style='background:#f00'>")
    back = "if (scrollY > 1000) scrollTo(0, 0)"
    runs = f"<script>addEventListener('scroll', () => {{ {back} }})</script>"
    far = "<div style='height:3000px'></div>" + FRAME.format(100) + runs
    assert "frames-blank-in-picture" in take(web.put("http://one.example/", far)).lacking
    assert sizes(take.folder, "picture-frame") == {}


def test_where_the_page_stands_does_not_decide_which_frames_are_far(take: Take, web: Web) -> None:
    web.put("http://two.example/", "<body style='background:#f00'>")
    stays = "<script>setTimeout(() => scrollTo(0, 2500), 50)</script>"
    far = "<div style='height:3000px'></div>" + FRAME.format(100) + stays
    assert take(web.put("http://one.example/", far)).lacking == ()
    assert len(sizes(take.folder, "picture-frame")) == 1


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
