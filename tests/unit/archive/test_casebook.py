from __future__ import annotations

import pytest

from amana.access import Deed
from amana.archive import Archive
from amana.archive.casebook import Casebook, matter_of
from amana.archive.looking import Looking
from amana.core import AccessDenied, PurposeRequired, UnreadableError
from amana.records import Actor, EntryType, Situation


def book(archive: Archive, purpose: str | None = None) -> Casebook:
    return Casebook(archive._parts, Looking(archive._parts, purpose))


def entered(archive: Archive, **changes: object) -> int:
    """Enter a matter as another version of this program might."""
    fields = {
        "items": [], "kind": "situation", "key": "oran", "members": '{"name":"Oran"}', "cites": 0,
        "conditions": [], "reason": "r", **changes,
    }  # fmt: skip
    return archive._parts.note(EntryType.MATTER, fields)  # type: ignore[arg-type]  # values of entries


def test_versions_are_counted_by_key(archive: Archive) -> None:
    for key in ("oran", "tunis", "oran"):
        archive.decide([Situation(key=key, name=key, reason="r")])
    found = book(archive).matters()
    assert [(each.key, each.standing.version) for each in found] == [
        ("oran", 1),
        ("tunis", 1),
        ("oran", 2),
    ]
    assert book(archive).matters(["oran"]) == [found[0], found[2]]


def test_nobody_is_told_anything_without_a_name(archive: Archive) -> None:
    entered(archive)
    archive.as_actor(Actor(name=" "))
    filed = book(archive).matters()
    assert book(archive).sifted(filed, Deed.READ) == ([], filed)
    with pytest.raises(AccessDenied, match="nobody is named"):
        book(archive).require(filed, Deed.READ, "matters")


def test_kept_conditions_are_asked_where_a_cited_item_is_not_there_any_more(
    archive: Archive,
) -> None:
    conditions = [{"kind": "confidential", "until": None}]
    entered(archive, conditions=conditions, cites=1)
    archive._parts.note(EntryType.CITED, {"item": "IT-0000-0000", "place": 1})
    (filed,) = book(archive).matters()
    assert filed.standing.matter.cites[0].gone
    with pytest.raises(PurposeRequired, match="cites what may not be told"):
        book(archive).require([filed], Deed.READ, "matters")
    assert book(archive, "inquiry 12").require([filed], Deed.READ, "m") == (filed.standing,)


def test_a_matter_of_a_later_version_is_named(archive: Archive) -> None:
    number = entered(archive, kind="prophecy")
    with pytest.raises(UnreadableError, match=f"entry {number} holds a matter"):
        book(archive).matters()


def test_what_names_a_hidden_matter_is_hidden_until_a_version_may_be_told(archive: Archive) -> None:
    conditions = [{"kind": "confidential", "until": None}]
    entered(archive, conditions=conditions, cites=1)
    archive._parts.note(EntryType.CITED, {"item": "IT-0000-0000", "place": 1})
    said = '{"situation":"oran","name":"The quay"}'
    number = entered(archive, kind="incident", key="quay", members=said)
    hidden = book(archive).sifted(book(archive).matters(), Deed.READ)[1]
    assert [each.key for each in hidden] == ["oran", "quay"]
    assert "quay" not in str([each.fields for each in archive.entries(limit=9)[1]])
    assert "quay" in str([each.fields for each in archive.entries(limit=9, purpose="p")[1]])
    entered(archive)
    hidden = book(archive).sifted(book(archive).matters(), Deed.READ)[1]
    assert [each.key for each in hidden] == ["oran"]
    assert [each.key for each in book(archive).around(["quay"])] == ["quay", "oran", "oran"]
    entry = archive._parts.log.entry(number)
    assert matter_of(entry) == ("quay", number)
    assert matter_of(archive._parts.log.entry(0)) is None


def test_a_matter_of_which_too_little_is_left_is_hidden_without_a_purpose(archive: Archive) -> None:
    entered(archive, members=None, reason="a heron")
    assert "heron" not in str([each.fields for each in archive.entries(limit=9)[1]])
    assert "heron" in str([each.fields for each in archive.entries(limit=9, purpose="p")[1]])
    assert book(archive).matters() == []
