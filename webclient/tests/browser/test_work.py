"""What people do on the screens, mostly with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import Served, View
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
Open = Callable[..., View]


def test_search_to_citation_with_the_keyboard_alone(view: Open) -> None:
    page = view().open("/items")
    page.keyboard.press("/")
    page.wait_for_url("**/search")
    page.keyboard.type("market rounds")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("[data-row]").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/items/*char_start*")
    expect(page.locator("blockquote")).to_be_visible()
    before = page.locator("blockquote").inner_text()
    page.keyboard.press("j")
    expect(page.locator("blockquote")).not_to_have_text(before)
    after = page.locator("blockquote").inner_text()
    page.keyboard.press("c")
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    cited = page.evaluate("navigator.clipboard.readText()")
    assert cited.startswith(f"“{after}”\n")
    assert "This says nothing of author, earlier history or truth." in cited
    page.keyboard.press("Escape")
    expect(page.locator("blockquote")).to_have_count(0)
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/custody")


def test_shortcuts_can_be_shown_and_switched_off(view: Open) -> None:
    page = view().open("/items")
    page.keyboard.press("?")
    page.get_by_role("switch", name="Single-key shortcuts are on").uncheck()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_timeout(300)
    assert page.url.endswith("/items")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("two-articles.txt", "more than 1\u202f200 families"),
        ("two-articles.txt", "“There was flour and there were children,”"),
        ("marsa-al-nour.html", "ڤيدار رون"),
    ],
)
def test_a_passage_is_marked_in_the_text_and_in_the_original(
    view: Open, served: Served, name: str, words: str
) -> None:
    shown = view()
    page = shown.open(f"/items/{served.ref(name)}?{served.range(name, words)}")
    expect(page.locator("blockquote")).to_have_text(words)
    expect(page.locator("pre").first).to_be_visible()
    page.wait_for_timeout(400)
    assert shown.highlighted("passage") == words
    assert words in shown.highlighted("source-passage")
    if name.endswith(".txt"):
        assert shown.highlighted("source-passage") == words


def test_a_passage_is_exact_behind_characters_of_two_units(view: Open, served: Served) -> None:
    """A naive client would be off by one for every such character before the passage."""
    text = "\U0001f6a9\U0001d11e first. \U0001f6a9 سوق المدينة here. Then the end."
    ref = served.holding.acquire("wide.txt", text.encode(), {
        "source": "S", "collector": None, "purpose": None, "method": "upload", "consent": None,
        "restrictions": [],
    })  # fmt: skip
    served.holding.read(ref)
    shown = view()
    page = shown.open(f"/items/{ref}?{served.range('wide.txt', 'المدينة here')}")
    expect(page.locator("blockquote")).to_have_text("المدينة here")
    page.wait_for_timeout(400)
    assert shown.highlighted("passage") == "المدينة here"
    assert shown.highlighted("source-passage") == "المدينة here"
    page.locator("article").get_by_text("Then the end.").click()
    expect(page.locator("blockquote")).to_have_text("Then the end.")


def test_words_selected_with_the_mouse_become_the_passage(view: Open, served: Served) -> None:
    page = view().open(f"/items/{served.ref('two-articles.txt')}")
    sentence = page.locator("span[data-start]", has_text="Judges of the Harbour Tribunal").last
    sentence.scroll_into_view_if_needed()
    box = sentence.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 9)
    page.mouse.down()
    page.mouse.move(box["x"] + 260, box["y"] + 9, steps=4)
    page.mouse.up()
    chosen = page.evaluate("getSelection().toString()").strip()
    assert chosen
    expect(page.locator("blockquote")).to_have_text(chosen)
    assert page.evaluate("getSelection().toString()").strip() == chosen


def test_a_passage_of_a_page_stands_in_its_box(view: Open, served: Served) -> None:
    name, words = "field-report.pdf", "All nine said that three rounds fell"
    page = view().open(f"/items/{served.ref(name)}?{served.range(name, words)}")
    box = page.locator("[data-box]")
    expect(box).to_have_count(1)
    rect = served.holding.texts[served.ref(name)].locate(
        *(int(part.split("=")[1]) for part in served.range(name, words).split("&"))
    )[0]["rects"][0]
    sheet = page.locator("figure div").first.bounding_box()
    drawn = box.bounding_box()
    assert sheet is not None
    assert drawn is not None
    size = served.holding.texts[served.ref(name)].page_sizes[0]
    assert abs((drawn["x"] - sheet["x"]) / sheet["width"] - rect[0] / size["width"]) < 0.01
    assert abs((drawn["y"] - sheet["y"]) / sheet["height"] - rect[1] / size["height"]) < 0.01


def test_files_are_followed_until_they_are_read(view: Open, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "note.txt").write_text("A headline\n\nShells fell near the mill.\n")
    page = view().open("/add")
    page.set_input_files("input[type=file]", [tmp_path / "note.txt", tmp_path / "empty.txt"])
    page.get_by_label("Source").fill("S-0099")
    page.get_by_label("Embargo", exact=True).check()
    page.get_by_role("button", name="Preserve 2 files").click()
    expect(page.get_by_text("An embargo needs its date.")).to_be_visible()
    page.get_by_label("Embargo until").fill("2031-05-01")
    page.get_by_role("button", name="Preserve 2 files").click()
    expect(page.get_by_text("1 item preserved, 1 failed").first).to_be_visible()
    expect(page.get_by_text("the file is empty")).to_be_visible()
    expect(page.get_by_text("Preserved as entry 17")).to_be_visible()
    page.keyboard.press("Escape")
    page.goto(page.url.replace("/add", "/items"))
    expect(page.get_by_text("Embargo until 1 May 2031")).to_be_visible()


def test_a_check_tells_its_steps_and_what_it_does_not_show(view: Open) -> None:
    page = view().open("/custody")
    page.get_by_role("button", name="Check now").click()
    expect(page.get_by_text("Unchanged: all bytes and all entries").first).to_be_visible()
    expect(page.get_by_text("This check is entry 17.")).to_be_visible()
    expect(page.get_by_text("this says nothing of its author")).to_be_visible()
    expect(page.locator("ol li").first).to_contain_text("Entry 17")
