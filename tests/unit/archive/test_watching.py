from __future__ import annotations

import fcntl
from typing import TYPE_CHECKING

import pytest

from amana.acquire.capture import Outcome
from amana.archive import Archive
from amana.archive.looks import set_watch
from amana.archive.page_taking import PageTaking
from amana.archive.parts import Parts
from amana.archive.wanted_pages import WantedPage
from amana.archive.watch_views import LookedAt
from amana.core import ArchiveBusy, NotFound, PurposeRequired, UsageError, new_watch_name
from amana.interface.sentences import sentence
from amana.records import Actor, Form, Looked, Restriction, RestrictionKind, Risk

if TYPE_CHECKING:
    from tests.unit.conftest import Web

A, B = "http://a.example/", "http://b.example/"
TEXT = "The harbour\nTwelve were killed in the market.\nRead more"
HOURS = 3_600


def run(archive: Archive, *names: str) -> list[Looked]:
    found: list[Looked] = []
    archive.watches.run(names, read=False, on_looked=lambda told: found.append(told.outcome))
    return found


def test_a_page_that_stays_changes_goes_and_comes_back(archive: Archive, web: Web) -> None:
    web.pages[A] = TEXT
    watch = archive.watches.set(A, Form(purpose="the case"), every=6 * HOURS, risk=Risk.HIGH)
    assert run(archive) == [Looked.FIRST]
    assert run(archive) == []  # it is not due
    web.later(6)
    assert run(archive) == [Looked.UNCHANGED]
    web.pages[A] = TEXT.replace("Twelve", "Fifteen")
    web.later(6)
    assert run(archive) == [Looked.CHANGED]
    web.pages[A] = Outcome.GONE
    web.later(6)
    assert run(archive) == [Looked.GONE]
    web.pages[A] = TEXT
    web.later(6)
    assert run(archive) == [Looked.BACK]
    shown = archive.watches.show(watch.name)
    assert [look.outcome for look in shown.looks] == [
        Looked.FIRST, Looked.UNCHANGED, Looked.CHANGED, Looked.GONE, Looked.BACK,
    ]  # fmt: skip
    changed = shown.looks[2]
    assert (changed.measures.added, changed.measures.removed, changed.measures.kept) == (1, 1, 2)
    assert changed.compared == shown.looks[1].item
    look, difference = archive.watches.difference(watch.name, 3)
    assert look == changed
    assert difference.text is not None
    told = [each.text for each in difference.text.paragraphs if each.became != "kept"]
    assert told == [TEXT.split("\n")[1].replace("Twelve", "Fifteen"), TEXT.split("\n")[1]]
    assert archive.watches.difference(watch.name)[0].place == 5
    with pytest.raises(NotFound, match="look 9"):
        archive.watches.difference(watch.name, 9)
    with pytest.raises(UsageError, match="compared with nothing"):
        archive.watches.difference(watch.name, 4)


def test_each_look_is_an_item_and_an_entry_about_it(archive: Archive, web: Web) -> None:
    web.pages[A] = TEXT
    watch = archive.watches.set(A, Form(purpose="the case", source="S-7"))
    run(archive)
    item = archive.watches.show(watch.name).looks[0].item or ""
    row = archive.show(item).item
    assert (row.source, row.purpose, row.method) == ("S-7", "the case", "web-capture")
    entries = archive.entries(item)[1]
    assert any("captured for the first time" in sentence(entry) for entry in entries)
    before = list(archive._parts.catalogue.dump())
    archive.rebuild()
    assert list(archive._parts.catalogue.dump()) == before
    assert archive.check(projections=True).ok


def test_our_own_network_says_nothing_of_the_page(archive: Archive, web: Web) -> None:
    web.pages[A] = Outcome.UNREACHABLE
    archive.watches.set(A, every=6 * HOURS)
    assert run(archive) == [Looked.FAILED]
    web.pages[A] = Outcome.NO_SUCH_HOST
    web.later(1)
    assert run(archive) == [Looked.FAILED]
    web.later(1)
    assert run(archive) == [Looked.GONE]


def test_a_run_tells_nothing_of_a_restricted_page(archive: Archive, web: Web) -> None:
    web.pages[A] = Outcome.FAILED
    hidden = (Restriction(kind=RestrictionKind.CONFIDENTIAL),)
    watch = archive.watches.set(A, Form(restrictions=hidden))
    told: list[LookedAt] = []
    archive.watches.run(read=False, on_looked=told.append)
    assert [(each.watch, each.url, each.reason) for each in told] == [(watch.name, None, None)]


def test_a_profile_that_is_gone_keeps_no_other_page_from_being_looked_at(
    archive: Archive, web: Web
) -> None:
    web.pages = {A: TEXT, B: TEXT}
    archive.watches.set(B, risk=Risk.LOW)
    lost = WantedPage(url=A, form=Form(), profile="tor", risk=Risk.IMMINENT)
    name = set_watch(archive._parts, lost, 6 * HOURS)
    told: list[LookedAt] = []
    archive.watches.run(read=False, on_looked=told.append)
    assert [(each.url, each.outcome) for each in told] == [
        (A, Looked.FAILED),
        (B, Looked.FIRST),
    ]
    assert told[0].reason == "there is no profile 'tor' any more"
    assert archive.watches.show(name).last is not None


def test_the_most_at_risk_is_looked_at_first(archive: Archive, web: Web) -> None:
    web.pages = {A: TEXT, B: TEXT}
    archive.watches.set(A, risk=Risk.LOW)
    archive.watches.set(B, risk=Risk.IMMINENT)
    assert archive.watches.due() == 2
    assert [watch.url for watch in archive.watches.listed()] == [B, A]
    archive.watches.run(tabs=1, read=False)
    assert [url for url, _ in web.asked] == [B, A]
    assert archive.watches.due() == 0


def test_a_watch_that_ended_is_not_looked_at_and_says_why(archive: Archive, web: Web) -> None:
    web.pages[A] = TEXT
    watch = archive.watches.set(A)
    with pytest.raises(UsageError, match="watched already"):
        archive.watches.set(A)
    with pytest.raises(UsageError, match="reason is missing"):
        archive.watches.end(watch.name, " ")
    archive.watches.end(watch.name.lower(), "the trial is over")
    assert run(archive) == []
    assert archive.watches.listed() == ()
    (ended,) = archive.watches.listed(ended=True)
    assert ended.reason == "the trial is over"
    with pytest.raises(UsageError, match="was ended on"):
        archive.watches.end(watch.name, "again")
    assert archive.watches.set(A).name != watch.name


def test_one_can_be_looked_at_before_it_is_due(archive: Archive, web: Web) -> None:
    web.pages = {A: TEXT, B: TEXT}
    watch = archive.watches.set(A)
    archive.watches.set(B)
    assert run(archive) == [Looked.FIRST, Looked.FIRST]
    assert run(archive, watch.name) == [Looked.UNCHANGED]
    with pytest.raises(NotFound):
        run(archive, new_watch_name())


def test_conditions_of_use_hide_what_is_watched(archive: Archive, web: Web) -> None:
    web.pages[A] = TEXT
    form = Form(
        source="kestrel", restrictions=(Restriction(kind=RestrictionKind.CONFIDENTIAL),)
    )  # fmt: skip
    watch = archive.watches.set(A, form, note="heron")
    run(archive)
    archive.watches.end(watch.name, "egret")
    (hidden,) = archive.watches.listed(ended=True)
    assert (hidden.hidden, hidden.url, hidden.last) == (True, None, None)
    with pytest.raises(PurposeRequired):
        archive.watches.show(watch.name)
    said = " ".join(str(entry) for entry in archive.entries(limit=99)[1])
    for secret in ("a.example", "kestrel", "heron", "egret"):
        assert secret not in said
    assert archive.watches.show(watch.name, purpose="inquiry").url == A
    (told,) = archive.watches.listed(ended=True, purpose="inquiry")
    assert told.url == A
    said = " ".join(str(entry) for entry in archive.entries(limit=99, purpose="inquiry")[1])
    assert "a.example" in said


def test_nobody_looks_twice_at_once(archive: Archive, web: Web) -> None:
    web.pages[A] = TEXT
    archive.watches.set(A)
    with (archive.root / "work" / "watching.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ArchiveBusy, match="another process is looking"):
            run(archive)
    assert run(archive) == [Looked.FIRST]


def test_a_look_that_a_crash_broke_off_is_entered_later(
    archive: Archive, parts: Parts, web: Web
) -> None:
    watch = archive.watches.set(A)
    web.crash = {A}
    with pytest.raises(SystemExit):
        list(PageTaking(parts, web.open).take([WantedPage(url=A)], {A: watch.name}))
    web.crash, web.pages = set(), {A: TEXT}
    archive.captures.recover()
    (look,) = archive.watches.show(watch.name).looks
    assert look.item is not None
    assert look.outcome is Looked.FAILED


def test_an_erased_capture_is_compared_with_no_more(archive: Archive, web: Web) -> None:
    web.pages[A] = TEXT
    watch = archive.watches.set(A)
    run(archive)
    item = archive.watches.show(watch.name).looks[0].item or ""
    order = archive.erasure.order(item, basis="Article 17")
    archive.as_actor(Actor(name="Dalia Haddad"))
    archive.erasure.confirm(order)
    (left,) = archive.watches.show(watch.name).looks
    assert (left.item, left.outcome, left.state) == (item, Looked.FIRST, None)
    web.later(24)
    assert run(archive) == [Looked.FIRST]
