from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.acquire.capture import Outcome
from amana.archive import Archive
from amana.archive.capturing import WHOLE, WITHHELD, Captures, plan_of
from amana.archive.page_taking import PageTaking
from amana.archive.parts import Parts
from amana.archive.wanted_pages import WantedPage
from amana.core import AccessDenied, PurposeRequired, UnreadableError, UsageError
from amana.records import EntryType, Form, Restriction, RestrictionKind, Risk

if TYPE_CHECKING:
    from tests.unit.conftest import Web

A, B = "http://a.example/", "http://b.example/"


def taken(archive: Archive, web: Web, text: str = "Twelve were killed.", **form: object) -> str:
    web.pages[A] = text
    found: list[str] = []
    pages = archive.captures.wanted([A], Form(**form))  # type: ignore[arg-type]  # fields of a form
    archive.captures.take(pages, read=False, on_taken=lambda each: found.append(each.ref or ""))
    return found[-1]


def test_pages_become_items_the_most_at_risk_first(archive: Archive, web: Web) -> None:
    web.pages = {A: "One.", B: "Two."}
    pages = (
        WantedPage(url=A, risk=Risk.LOW),
        WantedPage(url=B, risk=Risk.IMMINENT),
    )
    steps: list[str] = []
    report = archive.captures.take(
        pages, tabs=1, read=False, on_progress=lambda told: steps.append(told.url)
    )
    assert (report.taken, report.failed, report.interrupted) == (2, (), False)
    assert [url for url, _ in web.asked] == [B, A]
    assert steps == [B, A]
    assert [page.url for page, _ in plan_of(pages)] == [B, A]


def test_addresses_are_tested_and_each_is_taken_once(archive: Archive) -> None:
    captures = archive.captures
    assert len(captures.wanted([A, A, B], Form(source=" S-1 "))) == 2
    assert captures.wanted([A], Form(source=" S-1 "))[0].form.source == "S-1"
    assert captures.profiles() == ("plain",)
    assert any("address of this connection" in said for said in captures.warning())
    for wrong in ("ftp://a.example/", "file:///etc/passwd", "a.example", "http://"):
        with pytest.raises(UsageError):
            captures.wanted([wrong])
    with pytest.raises(UsageError, match="no profile"):
        captures.wanted([A], profile="tor")


def test_a_list_that_says_every_sets_a_watch(archive: Archive, web: Web, tmp_path: Path) -> None:
    web.pages = {A: "One.", B: "Two."}
    path = tmp_path / "list.csv"
    path.write_text(f"url,every,risk\n{A},6h,high\n{B},,\n")
    watches: list[str | None] = []
    archive.captures.take(
        archive.captures.listed(path),
        tabs=1,
        read=False,
        on_taken=lambda each: watches.append(each.watch),
    )
    (watch,) = archive.watches.listed()
    assert watches == [watch.name, None]
    assert (watch.url, watch.every, watch.risk) == (A, 21_600, Risk.HIGH)
    assert watch.last is not None
    assert watch.last.outcome == "first"
    archive.captures.take(archive.captures.listed(path), read=False)
    assert [each.name for each in archive.watches.listed()] == [watch.name]


def test_the_account_and_the_evidence_are_read_out_of_the_bundle(
    archive: Archive, web: Web
) -> None:
    ref = taken(archive, web, purpose="the case")
    account = archive.captures.account(ref)
    assert (account.outcome, account.wanted.purpose) == (Outcome.CAPTURED, "the case")
    with archive.captures.opened(ref) as bundle:
        assert "picture-after.png" in bundle.names()
    assert archive.captures.member(ref, "picture-after.png").startswith(b"\x89PNG")
    assert b"shows a page" in archive.captures.member(ref, "statement-en.html")
    with pytest.raises(UnreadableError, match="no evidence"):
        archive.captures.member(ref, "../../etc/passwd")


def test_what_is_no_capture_has_no_account(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("A letter.")
    archive.add([tmp_path / "letter.txt"], read=False)
    (row,) = archive.list()[1]
    with pytest.raises(UnreadableError, match="no capture"):
        archive.captures.account(row.ref)


def test_a_copy_leaves_without_the_collector_and_is_entered(
    archive: Archive, web: Web, tmp_path: Path
) -> None:
    ref = taken(archive, web)
    out = archive.captures.export(ref, tmp_path / "one.wacz")
    assert out.withheld
    assert b"ostrich" not in (tmp_path / "one.wacz").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.wacz") as copy:
        assert "evidence/collector" not in copy.namelist()
    whole = archive.captures.export(ref, tmp_path / "whole.wacz", with_collector=True)
    assert not whole.withheld
    with archive.original(ref)[1] as stream:
        assert stream.read() == (tmp_path / "whole.wacz").read_bytes()
    log = archive._parts.log
    assert [log.entry(each.entry).get("form") for each in (out, whole)] == [WITHHELD, WHOLE]
    assert log.entry(out.entry).get("type") == EntryType.EXPORTED
    with pytest.raises(UsageError, match="is there already"):
        archive.captures.export(ref, tmp_path / "one.wacz")
    with pytest.raises(UsageError, match="inside the archive"):
        archive.captures.export(ref, archive.root / "one.wacz")
    with pytest.raises(UsageError, match="no folder"):
        archive.captures.export(ref, tmp_path / "none" / "one.wacz")


def test_conditions_of_use_stand_before_whatever_a_capture_tells(
    archive: Archive, web: Web, tmp_path: Path
) -> None:
    ref = taken(archive, web, restrictions=(Restriction(kind=RestrictionKind.VIEW_ONLY),))
    captures = archive.captures
    with pytest.raises(PurposeRequired):
        captures.account(ref)
    with pytest.raises(PurposeRequired):
        captures.member(ref, "text.txt")
    assert captures.account(ref, purpose="inquiry").outcome is Outcome.CAPTURED
    with pytest.raises(AccessDenied, match="viewed here only"):
        captures.export(ref, tmp_path / "one.wacz", purpose="inquiry")
    assert not (tmp_path / "one.wacz").exists()


def test_two_captures_are_compared(archive: Archive, web: Web) -> None:
    first = taken(archive, web, "Head\nTwelve were killed.")
    second = taken(archive, web, "Head\nFifteen were killed.")
    found = archive.captures.difference(first, second)
    assert found.text is not None
    assert (found.text.added, found.text.removed, found.text.kept) == (1, 1, 1)
    assert found.picture is not None
    assert found.picture.tiles == 0
    assert found.addresses == (A, A)


def test_what_a_crash_left_is_entered_before_anything_new(
    archive: Archive, parts: Parts, web: Web
) -> None:
    web.crash = {A}
    with pytest.raises(SystemExit):
        list(PageTaking(parts, web.open).take([WantedPage(url=A)]))
    web.crash, web.pages = set(), {B: "Two."}
    assert archive.captures.left() == 1
    told: list[str] = []
    report = archive.captures.take(
        [WantedPage(url=B)], read=False, on_taken=lambda each: told.append(each.page.url)
    )
    assert told == [A, B]
    assert (report.taken, len(report.left)) == (1, 1)
    assert archive.captures.left() == 0


def test_words_of_a_page_are_found(archive: Archive, web: Web) -> None:
    web.pages = {A: "The kestrel circled over the harbour."}
    report = archive.captures.take([WantedPage(url=A)])
    assert report.taken == 1
    assert archive.search("kestrel").results.total >= 1
    assert Captures(archive._parts).left() == 0
