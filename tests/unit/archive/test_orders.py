from __future__ import annotations

import pytest

from amana.archive.orders import OrderState, Standing, extents_of, slots_of
from amana.core import JSON, NotFound, UsageError
from amana.records import Entry, EntryType, Field
from amana.vault import Extent

AT: JSON = {"clock": "system", "time": "2026-11-21T18:00:00.000000Z"}


def entry(number: int, kind: EntryType, by: str = "Dalia Haddad", **fields: JSON) -> Entry:
    values: dict[str, JSON] = {"type": kind.value, "at": AT, "actor": {"name": by}, **fields}
    made = tuple(Field(name=name, value=value, salt="") for name, value in values.items())
    return Entry(index=number, fields=made)


def after(*entries: Entry) -> Standing:
    standing = Standing()
    for each in entries:
        standing.take(each)
    return standing


HELD = entry(3, EntryType.HELD, item="IT-1", reason="case 12")
AGAIN = entry(4, EntryType.HELD, item="IT-1", reason="duty to disclose")
ORDERED = entry(5, EntryType.ERASURE_ORDERED, item="IT-1", basis="Art. 17", reason=None)
CONFIRMED = entry(
    8, EntryType.ERASURE_CONFIRMED, "Ilse Brandt", item="IT-1", order=5, outside=None,
    statement=None, fields=[{"entry": 1, "slots": [5, 6]}], extents=[],
)  # fmt: skip
ERASED = entry(
    9, EntryType.ERASED, "Ilse Brandt", item="IT-1", order=5, replicas=["safe"],
    fields=[{"entry": 1, "slots": [6, 7]}, {"entry": 2, "slots": [5]}],
    extents=[{"pack": 1, "offset": 512, "size": 9}],
)  # fmt: skip


def test_a_hold_stands_until_it_is_lifted() -> None:
    assert [h.number for h in after(HELD, AGAIN).holds_on("IT-1")] == [3, 4]
    lifted = entry(6, EntryType.HOLD_LIFTED, item="IT-1", hold=3, reason="closed")
    standing = after(HELD, AGAIN, lifted)
    assert [(h.number, h.reason) for h in standing.holds_on("IT-1")] == [(4, "duty to disclose")]
    assert standing.holds_on("IT-2") == ()


def test_which_hold_is_meant_is_never_guessed() -> None:
    assert after(HELD).hold_to_lift("IT-1", None).number == 3
    assert after(HELD, AGAIN).hold_to_lift("IT-1", 4).number == 4
    with pytest.raises(UsageError, match="IT-1 has 2 holds: 3, 4") as several:
        after(HELD, AGAIN).hold_to_lift("IT-1", None)
    assert "--number" in (several.value.remedy or "")
    with pytest.raises(NotFound, match="IT-1 has no hold in force"):
        after().hold_to_lift("IT-1", None)
    with pytest.raises(NotFound, match="IT-1 has no hold 7 in force"):
        after(HELD).hold_to_lift("IT-1", 7)


def test_an_order_goes_its_way() -> None:
    order = after(ORDERED).order(5)
    assert (order.state, order.ordered_by, order.basis) == ("open", "Dalia Haddad", "Art. 17")
    assert after(ORDERED).to_be_carried_out() == ()
    standing = after(ORDERED, CONFIRMED)
    (order,) = standing.to_be_carried_out()
    assert (order.state, order.confirmed_entry) == (OrderState.CONFIRMED, 8)
    assert order.confirmed_by is not None
    assert order.confirmed_by.name == "Ilse Brandt"
    (problem,) = standing.problems()
    assert "order 5 to erase IT-1 was confirmed, and is not carried out yet" in problem.detail
    done = after(ORDERED, CONFIRMED, ERASED)
    assert done.to_be_carried_out() == ()
    assert done.problems() == []
    assert (done.order(5).state, done.order(5).erased_entry) == (OrderState.ERASED, 9)
    assert done.order(5).pending == ("safe",)


def test_a_replica_follows_once_it_was_brought_beyond_the_erasure() -> None:
    for fields, left in (
        ({"replica": "safe", "entries": 10, "problem_count": 0}, ()),
        ({"replica": "safe", "entries": 10, "problem_count": 2}, ("safe",)),
        ({"replica": "safe", "entries": 9, "problem_count": 0}, ("safe",)),
        ({"replica": "cellar", "entries": 10, "problem_count": 0}, ("safe",)),
    ):
        standing = after(ORDERED, CONFIRMED, ERASED)
        standing.replicated(entry(12, EntryType.REPLICATED, **fields))  # type: ignore[arg-type]  # plain values
        assert standing.order(5).pending == left


def test_a_withdrawn_order_makes_room_for_another() -> None:
    withdrawn = entry(6, EntryType.ERASURE_WITHDRAWN, item="IT-1", order=5, reason=None)
    assert after(ORDERED).order_on("IT-1") is not None
    standing = after(ORDERED, withdrawn)
    assert standing.order(5).state is OrderState.WITHDRAWN
    assert standing.order_on("IT-1") is None
    assert after(ORDERED, CONFIRMED, ERASED).order_on("IT-1") is not None
    with pytest.raises(NotFound, match="no erasure order 6"):
        standing.order(6)


def test_what_is_to_be_gone_is_what_both_entries_say() -> None:
    standing = after(ORDERED, CONFIRMED, ERASED)
    assert standing.slots == {1: {5, 6, 7}, 2: {5}}
    assert standing.extents == {Extent(pack=1, offset=512, size=9)}


def test_a_damaged_entry_says_nothing() -> None:
    odd: list[JSON] = [None, 3, {"pack": "1"}, {"pack": 1, "offset": 0, "size": 2}]
    damaged = entry(9, EntryType.ERASED, extents=odd, fields=[None, {"slots": 3}])
    assert extents_of(damaged) == {Extent(pack=1, offset=0, size=2)}
    assert slots_of(damaged) == {-1: frozenset()}
    assert after(damaged).orders == {}
