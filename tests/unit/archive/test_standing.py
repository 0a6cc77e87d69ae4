from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive, OrderState
from amana.archive.parts import Parts
from amana.archive.standing import standing_on
from amana.core import PurposeRequired
from amana.records import Actor, Entry, Form

Write = Callable[[str, str], Path]


@pytest.fixture
def letters(archive: Archive, write: Write) -> tuple[str, str]:
    archive.add([write("a.txt", "one"), write("b.txt", "two")], read=False)
    one, two = archive.list()[1]
    return one.ref, two.ref


def test_whoever_looks_at_an_item_sees_its_holds(
    archive: Archive, letters: tuple[str, str]
) -> None:
    one, two = letters
    first = archive.erasure.hold(one, reason="case 12")
    second = archive.erasure.hold(one, reason="duty to disclose")
    holds = archive.show(one).holds
    assert [(hold.number, hold.reason, hold.by) for hold in holds] == [
        (first, "case 12", "N. Aram"),
        (second, "duty to disclose", "N. Aram"),
    ]
    assert holds[0].at.startswith("2026-05-01")
    assert archive.show(two).holds == ()
    archive.erasure.lift(one, reason="closed", number=first)
    assert [hold.number for hold in archive.show(one).holds] == [second]


def test_whoever_looks_at_an_item_sees_its_erasure_order(
    archive: Archive, letters: tuple[str, str]
) -> None:
    one, two = letters
    assert archive.show(one).order is None
    number = archive.erasure.order(one, basis="Art. 17 GDPR")
    order = archive.show(one).order
    assert order is not None
    assert (order.number, order.state, order.basis) == (number, OrderState.OPEN, "Art. 17 GDPR")
    assert archive.show(two).order is None
    archive.erasure.withdraw(number)
    assert archive.show(one).order is None
    again = archive.erasure.order(one, basis="Art. 17 GDPR")
    archive.as_actor(Actor(name="Ilse Brandt"))
    archive.erasure.confirm(again)
    order = archive.show(one).order
    assert order is not None
    assert (order.number, order.state) == (again, OrderState.ERASED)


def test_of_a_restricted_item_they_are_told_with_a_purpose(
    archive: Archive, write: Write, confidential: Form
) -> None:
    archive.add([write("a.txt", "one")], confidential, read=False)
    ref = archive.list()[1][0].ref
    archive.erasure.hold(ref, reason="the egret case")
    with pytest.raises(PurposeRequired) as refused:
        archive.show(ref)
    assert "egret" not in refused.value.message
    (hold,) = archive.show(ref, purpose="inquiry 12").holds
    assert hold.reason == "the egret case"


def test_only_the_entries_about_them_are_read(
    archive: Archive, letters: tuple[str, str], parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = letters
    archive.erasure.hold(two, reason="case 13")
    number = archive.erasure.hold(one, reason="case 12")
    parts.current()
    read: list[int] = []
    entry = parts.log.entry

    def watched(index: int) -> Entry:
        read.append(index)
        return entry(index)

    monkeypatch.setattr(parts.log, "entry", watched)
    assert list(standing_on(parts, [one]).holds) == [number]
    assert read == [number]
    assert standing_on(parts, []).holds == {}
