from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from amana.acquire.capture import Outcome
from amana.archive.page_taking import PageTaking, form_of, name_of, recovered, wanted_of
from amana.archive.parts import Parts
from amana.archive.wanted_pages import WantedPage
from amana.core import AccessDenied
from amana.records import Actor, Form, Restriction, RestrictionKind

if TYPE_CHECKING:
    from tests.unit.conftest import Web

A, B, C = (WantedPage(url=f"http://{name}.example/") for name in "abc")


def test_pages_are_captured_and_entered_one_by_one(parts: Parts, web: Web) -> None:
    web.pages = {A.url: "One.", B.url: Outcome.UNREACHABLE}
    taken = list(PageTaking(parts, web.open, tabs=2).take([A, B]))
    assert web.tabs == 2
    found = {each.page.url: each for each in taken}
    assert {url: each.account.outcome for url, each in found.items() if each.account} == {
        A.url: Outcome.CAPTURED,
        B.url: Outcome.UNREACHABLE,
    }
    row = parts.current().item(found[A.url].ref or "")
    assert (row.source, row.method) == (A.url, "web-capture")
    assert (row.name or "").startswith("capture-20260501T08")
    assert "example" not in (row.name or "")
    assert not list(parts.layout.captures.iterdir())


def test_one_that_cannot_be_had_at_all_keeps_the_others(parts: Parts, web: Web) -> None:
    web.pages = {A.url: "refused", B.url: "Two."}
    taken = {e.page.url: e for e in PageTaking(parts, web.open, tabs=1).take([A, B])}
    assert taken[A.url].ref is None
    assert "may not be asked for" in (taken[A.url].reason or "")
    assert taken[B.url].ref is not None


def test_each_profile_has_its_own_studio(parts: Parts, web: Web) -> None:
    other = WantedPage(url="http://a.example/", profile="plain")
    list(PageTaking(parts, web.open).take([other, B]))
    assert [profile for _, profile in web.asked] == ["plain", "plain"]


def test_it_is_stopped_between_pages_and_what_is_under_way_is_kept(parts: Parts, web: Web) -> None:
    web.pages = dict.fromkeys((A.url, B.url, C.url), "Text.")
    web.before = lambda _url, stop: stop.set()
    taking = PageTaking(parts, web.open, tabs=1, stop=threading.Event())
    (taken,) = taking.take([A, B, C])
    assert taken.ref is not None
    assert taking.stopped
    assert len(web.asked) == 1


def test_whoever_is_told_may_fail_and_the_captures_end(parts: Parts, web: Web) -> None:
    web.pages = dict.fromkeys((A.url, B.url, C.url), "Text.")
    taking = PageTaking(parts, web.open, tabs=1)

    def fail() -> None:
        for _ in taking.take([A, B, C]):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert len(web.asked) < 3


@pytest.mark.filterwarnings("error")
def test_what_a_crash_left_is_an_item_that_says_what_it_lacks(parts: Parts, web: Web) -> None:
    page = WantedPage(url=A.url, form=Form(source="S-1", purpose="the case"))
    web.crash = {A.url}
    with pytest.raises(SystemExit):
        list(PageTaking(parts, web.open, tabs=1).take([page], {A.url: "WA-1"}))
    (left,) = recovered(parts)
    assert left.watch == "WA-1"
    assert left.account is not None
    assert left.account.wanted.url == A.url
    assert left.account.lacking
    row = parts.current().item(left.ref or "")
    assert (row.source, row.purpose) == ("S-1", "the case")
    assert list(recovered(parts)) == []


def test_nobody_without_a_name_captures(parts: Parts, web: Web) -> None:
    parts.actor = Actor(name=" ")
    with pytest.raises(AccessDenied):
        list(PageTaking(parts, web.open).take([A]))
    assert web.asked == []


def test_the_form_of_an_item_and_what_stands_in_its_account() -> None:
    confidential = Restriction(kind=RestrictionKind.CONFIDENTIAL)
    form = Form(source="S-7", purpose="the case", restrictions=(confidential,), method="upload")
    page = WantedPage(url=A.url, form=form)
    assert (form_of(page).source, form_of(page).method) == ("S-7", "web-capture")
    assert form_of(A).source == A.url
    wanted = wanted_of(page)
    assert (wanted.purpose, wanted.restrictions) == ("the case", ("confidential",))


def test_names_of_bundles_say_when_and_nothing_else(parts: Parts, web: Web) -> None:
    web.pages = {A.url: "One."}
    (taken,) = PageTaking(parts, web.open).take([A])
    assert taken.account is not None
    assert name_of(taken.account).removeprefix("capture-").removesuffix("Z.wacz").isalnum()
