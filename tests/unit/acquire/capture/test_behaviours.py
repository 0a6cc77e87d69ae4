from __future__ import annotations

import json
from importlib import resources

import pytest
from tests.unit.acquire.capture.conftest import Take, Web

BANNER = """<div id=b role=dialog style="position:fixed;bottom:0">{text}
<button onclick="done('yes')">{yes}</button>{no}</div><p id=p>none</p>
<script>function done(how) {{ p.textContent = how; b.remove(); }}</script>"""
NO = """<button onclick="done('no')">{}</button>"""


def text(take: Take) -> str:
    return (take.folder / "text.txt").read_text("utf-8")


BANNERS = [
    ("We use cookies", "Accept all", NO.format("Reject all"), "no"),
    ("نستخدم ملفات تعريف الارتباط", "قبول الكل", NO.format("رفض الكل"), "no"),
    pytest.param(
        ("Cookies ?", "Tout accepter", NO.format("Continuer sans accepter →"), "no"),
        marks=pytest.mark.deep,
    ),
    pytest.param(("Мы используем файлы cookie", "Принять", "", "yes"), marks=pytest.mark.deep),
    ("We sell carpets", "Accept", NO.format("Reject"), "none"),
    ("We use cookies", "Accept", "<a href='/elsewhere'>Reject</a>", "yes"),
]


@pytest.mark.parametrize("banner", BANNERS)
def test_a_banner_is_answered_with_no_where_it_can_be(
    take: Take, web: Web, banner: tuple[str, str, str, str]
) -> None:
    said, yes, no, answer = banner
    url = web.put("http://one.example/", BANNER.format(text=said, yes=yes, no=no))
    assert take(url).lacking == ()
    assert answer in text(take).split()
    done = {"no": "consent-rejected", "yes": "consent-accepted", "none": ""}[answer]
    assert [each for each in take.steps if each.startswith("consent")] == ([done] if done else [])
    if done:
        assert take.steps.index("pictured") < take.steps.index(done)


def test_a_banner_in_a_shadow_tree_and_one_in_a_frame_are_found(take: Take, web: Web) -> None:
    web.put("http://two.example/", "<p>cookies</p><button class='osano-cm-denyAll'>x</button>")
    url = web.put(
        "http://one.example/",
        "<div><template shadowrootmode=open><button data-testid='uc-deny-all-button'>No!</button>"
        "</template></div><iframe src='http://two.example/'></iframe>",
    )
    take(url)
    assert take.steps.count("consent-rejected") == 2


def test_folds_are_opened_and_more_is_asked_for(take: Take, web: Web) -> None:
    url = web.put(
        "http://one.example/",
        "<details><summary>s</summary>folded</details><div id=d></div>"
        "<button onclick=\"d.innerHTML += '<p>extra</p>'; if (++n > 2) remove()\">"
        "عرض المزيد</button><a href='/away'>Show more</a><script>n = 0</script>",
    )
    taken = take(url)
    assert taken.shown == url
    assert text(take).count("extra") == 3
    assert "folded" in text(take)
    assert {"details-opened", "more-asked-for"} <= set(take.steps)
    assert "http://one.example/away" not in web.urls()


def test_what_loads_when_it_is_seen_is_loaded(take: Take, web: Web) -> None:
    for name in ("lazy", "late"):
        web.put(f"http://one.example/{name}.png", b"", kind="image/png")
    url = web.put(
        "http://one.example/",
        "<div style='height:9000px'></div><img loading=lazy src=/lazy.png width=9 height=9>"
        "<i id=i>.</i><script>new IntersectionObserver(e => e[0].isIntersecting &&"
        "(new Image().src = '/late.png')).observe(i)</script>",
    )
    take(url)
    assert {f"http://one.example/{name}.png" for name in ("lazy", "late")} <= set(web.urls())


def test_film_is_played_without_a_sound(take: Take, web: Web) -> None:
    url = web.put("http://one.example/", "<video preload=none src=/film.mp4></video>")
    take(url)
    assert "http://one.example/film.mp4" in web.urls()


def test_the_words_of_banners_are_told_apart_and_have_their_source() -> None:
    folder = resources.files("amana.acquire.capture") / "data"
    told = json.loads((folder / "consent.json").read_text("utf-8"))
    assert told["about"]
    reject, accept = (set(told["labels"][kind]) for kind in ("reject", "accept"))
    assert not reject & accept
    for labels in told["labels"].values():
        assert len(labels) == len(set(labels))
        assert any("\u0600" <= letter <= "\u06ff" for label in labels for letter in label)
