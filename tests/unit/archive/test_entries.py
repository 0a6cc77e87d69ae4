from __future__ import annotations

from datetime import UTC, datetime

from amana.archive.entries import SENSITIVE, Moment, entry_values
from amana.archive.requests import Acquire, Derive, Note
from amana.catalogue import Result
from amana.core import Digests, canonical
from amana.records import PREMIS_EVENT, Actor, EntryType, Form

ACTOR = Actor(name="N. Aram")
MOMENT = Moment(time=datetime(2026, 5, 1, tzinfo=UTC), clock="fixed", backward=False)
DIGESTS = Digests(sha256="a" * 64, blake3="b" * 64, size=3)


def names(form: Form) -> list[str]:
    request = Acquire(digests=DIGESTS, name="n", path="p", form=form)
    return [name for name, _ in entry_values(request, ACTOR, MOMENT, "IT-0000-0000")]


def test_what_is_known_of_a_source_does_not_show_in_the_shape() -> None:
    full = Form(source="S", collector="C", purpose="P", consent="yes")
    assert names(Form()) == names(full)
    assert set(SENSITIVE) <= set(names(Form()))


def test_a_backward_clock_is_flagged() -> None:
    backward = Moment(time=MOMENT.time, clock="fixed", backward=True)
    assert backward.value() == {
        "backward": True,
        "clock": "fixed",
        "time": "2026-05-01T00:00:00.000000Z",
    }
    assert "backward" not in canonical(MOMENT.value()).decode()


def test_every_entry_names_its_premis_event() -> None:
    result = Result(state="read", media_type="text/plain")
    for request, kind in (
        (Acquire(digests=DIGESTS, name=None, path=None, form=Form()), EntryType.ACQUIRED),
        (Derive(results={"IT-0000-0000": result}, recipes={}), EntryType.DERIVED),
        (Note(kind=EntryType.CHECKED, fields={"scope": "everything"}), EntryType.CHECKED),
    ):
        values = dict(entry_values(request, ACTOR, MOMENT, None))
        assert values["type"] == kind.value
        assert values["premis"] == PREMIS_EVENT[kind]


def test_results_are_fields_of_their_own() -> None:
    result = Result(state="read", media_type="text/plain")
    values = dict(entry_values(Derive(results={"IT-1": result}, recipes={}), ACTOR, MOMENT, None))
    assert values["result IT-1"] == {"state": "read", "media_type": "text/plain"}
