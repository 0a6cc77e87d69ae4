"""Each screen in both languages and themes: accessible, complete, and talking to nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browsing import Served, View
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
Open = Callable[..., View]
HIDDEN = "appeal-letter.pdf"
QUOTE = "لا أريد سوى أن أعرف إن كان حيّاً"


def addresses(served: Served) -> dict[str, str]:
    page, text = served.ref("marsa-al-nour.html"), served.ref("two-articles.txt")
    return {
        "add": "/add",
        "search, nothing asked": "/search",
        "search, found": "/search?q=market",
        "search, nothing found": "/search?q=zebra&language=ar",
        "items": "/items",
        "items in a state": "/items?state=unreadable",
        "text": f"/items/{text}?{served.range('two-articles.txt', 'It did not say')}",
        "web page": f"/items/{page}?{served.range('marsa-al-nour.html', QUOTE)}",
        "pages": f"/items/{served.ref('field-report.pdf')}?"
        + served.range("field-report.pdf", "All nine said"),
        "about": f"/items/{page}?side=about",
        "readings": f"/items/{page}?side=readings",
        "entries of an item": f"/items/{page}?side=custody",
        "unreadable item": f"/items/{served.ref('field-report-damaged.pdf')}",
        "restricted item": f"/items/{served.ref(HIDDEN)}",
        "no such item": "/items/IT-0000-0000",
        "custody": "/custody",
        "custody of an item": f"/custody?item={page}",
        "nowhere": "/nowhere",
    }


@pytest.mark.parametrize(
    ("language", "theme", "width"),
    [
        ("en", "light", 1280),
        ("en", "dark", 1280),
        ("ar", "light", 1280),
        ("ar", "dark", 1280),
        ("en", "dark", 400),
        ("ar", "light", 400),
    ],
)
def test_every_screen_is_accessible(
    view: Open, served: Served, language: str, theme: str, width: int
) -> None:
    shown = view(language, theme, width)
    for name, address in addresses(served).items():
        if name == "no such item":
            continue  # answers 404, which the browser complains of; see below
        page = shown.open(address)
        assert shown.findings() == [], name
        assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
        sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert sideways <= 0, f"{name} scrolls sideways by {sideways} px"


def test_a_failure_is_told_with_its_remedy(view: Open) -> None:
    shown = view()
    page = shown.open("/items/IT-0000-0000")
    expect(page.get_by_role("alert")).to_contain_text("Look for it in the list of items.")
    shown.complaints.clear()  # the browser's own line about the 404


def test_a_stranger_is_told_how_to_come_in(view: Open) -> None:
    shown = view()
    shown.page.context.clear_cookies()
    page = shown.open("/search")
    expect(page.locator("h1")).to_have_text("This browser has not been let in yet")
    shown.complaints.clear()  # the browser's own line about the 401


def test_a_pasted_address_restores_the_view(view: Open, served: Served) -> None:
    page = view().open("/search?q=market&language=en")
    expect(page.get_by_label("Words to find")).to_have_value("market")
    expect(page.get_by_role("button", name="English")).to_have_attribute("aria-pressed", "true")
    ref = served.ref("marsa-al-nour.html")
    address = f"/items/{ref}?{served.range('marsa-al-nour.html', QUOTE)}&side=about"
    page = view().open(address)
    expect(page.locator("blockquote")).to_have_text(QUOTE)
    expect(page.get_by_role("tab", name="About")).to_have_attribute("aria-selected", "true")


def test_a_restricted_item_stays_hidden_until_a_purpose_is_stated(view: Open, served: Served) -> None:
    canary = served.holding.texts[served.ref(HIDDEN)].text.split("\n")[2]
    shown = view()
    for address in (f"/items/{served.ref(HIDDEN)}", "/items", "/custody", "/search?q=" + canary[:6]):
        page = shown.open(address)
        assert canary not in page.content()
        assert HIDDEN not in page.content() or address == "/custody"
    expect(shown.open("/search?q=market").locator("main")).to_contain_text(
        "3 restricted items were not searched"
    )
    page = shown.open(f"/items/{served.ref(HIDDEN)}")
    page.get_by_label("Your purpose").fill("طلب المساعدة 14")
    page.keyboard.press("Enter")
    expect(page.locator("article")).to_contain_text(canary)
    expect(page.locator("header").first).to_contain_text("Purpose: طلب المساعدة 14")
    page.get_by_role("button", name="Clear the purpose").click()
    expect(page.locator("main h2")).to_have_text("This item is restricted")
    assert canary not in page.content()


def test_language_changes_without_losing_what_was_written(view: Open) -> None:
    page = view().open("/add")
    page.get_by_label("Source").fill("S-0041")
    page.get_by_role("button", name="العربية").click()
    expect(page.get_by_label("المصدر", exact=True)).to_have_value("S-0041")
    assert page.evaluate("document.documentElement.lang") == "ar"


def test_an_item_tells_at_once_that_it_is_on_hold_and_to_be_erased(
    view: Open, served: Served
) -> None:
    ref = served.ref("marsa-al-nour.html")
    number = served.holding.items[ref]["holds"][0]["number"]
    page = view().open(f"/items/{ref}")
    standing = page.get_by_role("list", name="Holds and erasure")
    expect(standing.locator("li").first).to_contain_text("On hold since")
    expect(standing.locator("li").first).to_contain_text("Case S-77, request 2026/14")
    expect(standing.locator("li").last).to_contain_text("Another person must confirm it.")
    standing.get_by_role("link", name=f"Entry {number}").click()
    page.wait_for_url(f"**/custody?item={ref}")
    about = view().open(f"/items/{ref}?side=about")
    expect(about.get_by_role("list", name="Holds and erasure")).to_have_count(2)
    page = view("ar").open(f"/items/{ref}")
    expect(page.get_by_role("list", name="أوامر التحفّظ والمحو")).to_contain_text("تحت أمر تحفّظ")
    free = view().open(f"/items/{served.ref('two-articles.txt')}?side=about")
    expect(free.get_by_role("list", name="Holds and erasure")).to_have_count(0)


def test_what_packages_claim_stands_with_the_item(view: Open, served: Served) -> None:
    page = view().open(f"/items/{served.ref('marsa-al-nour.html')}?side=about")
    claims = page.get_by_role("list", name="What its package says of it")
    expect(claims.first).to_contain_text("Disagrees. According to the package box-7")
    expect(claims.last).to_contain_text("The package box-8 lists it, and its bytes agree (sha256).")
    expect(claims.last).to_contain_text("2 files that the package lists are missing:data/lost.txt…")


@pytest.mark.parametrize(
    ("outward", "language", "said"),
    [
        ({}, "en", "Works offline; sends nothing anywhere"),
        (
            {"authorities": ["north", "south"]},
            "en",
            "Sends nothing but time-stamp requests to north and south",
        ),
        (
            {"authorities": ["north"], "witnesses": ["w.example"]},
            "en",
            "Sends nothing but time-stamp requests to north and states of the log to w.example",
        ),
        ({"witnesses": ["w.example"]}, "ar", "لا يرسل سوى حالات السجل إلى w.example"),
    ],
)
def test_the_frame_tells_what_leaves_this_machine(
    view: Open, served: Served, outward: dict[str, list[str]], language: str, said: str
) -> None:
    served.holding.outward = {"authorities": [], "witnesses": []} | outward
    for width in (1400, 400):
        page = view(language, width=width).open("/items")
        chip = page.locator("[data-part=outward]")
        told = chip.text_content() or ""
        assert told.translate(dict.fromkeys((0x2068, 0x2069))) == said
        if outward:
            expect(chip.locator("span")).to_be_visible()


def test_nothing_is_claimed_where_it_cannot_be_told(view: Open, served: Served) -> None:
    served.holding.outward = None
    expect(view().open("/items").locator("[data-part=outward]")).to_have_count(0)


def test_a_page_that_lost_its_server_keeps_what_it_shows(view: Open, served: Served) -> None:
    shown = view()
    shown.page.clock.install()
    page = shown.open("/items")
    page.route("**/api/session", lambda route: route.abort())
    page.clock.fast_forward(130_000)
    page.wait_for_timeout(500)
    expect(page.locator("h1")).to_have_text("Items")
    shown.complaints.clear()  # the browser's own lines about the broken line


def test_arabic_screens_are_told_in_arabic(view: Open, served: Served) -> None:
    shown = view("ar", width=400)
    page = shown.open("/search?q=depot")
    expect(page.locator("main")).to_contain_text("نصوص فيها")
    assert "Texts with" not in page.content()
    page = shown.open("/custody")
    time = page.locator("time[datetime='2026-11-22T01:25:39.000000Z']")
    expect(time).to_contain_text("01:25:39 UTC")
    assert (
        "2026-11-22T01:25:39.000000Z" not in page.locator("ol").first.locator("p").all_inner_texts()
    )


def test_a_code_stays_on_one_line_however_narrow(view: Open, served: Served) -> None:
    page = view("ar").open(f"/items/{served.ref('marsa-al-nour.html')}")
    code = page.get_by_text("S-77,", exact=True).first
    for width in range(320, 420, 9):
        page.set_viewport_size({"width": width, "height": 900})
        assert code.evaluate("each => each.getClientRects().length") == 1, width
