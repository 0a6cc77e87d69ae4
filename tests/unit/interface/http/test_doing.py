from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from subprocess import run
from typing import Any

import msgspec
import pytest
from litestar.testing import TestClient

from amana.archive import STEPS, Archive
from amana.core import UsageError, sha256_hex
from amana.interface.http.app import create_routes
from amana.interface.http.doing import form_of
from amana.interface.http.uploads import Upload, Uploads
from amana.interface.http.works import Works
from amana.records import Form, Restriction, RestrictionKind

Client = TestClient[Any]
LETTER = b"They came at dawn."


@pytest.fixture
def client(archive: Archive) -> Iterator[Client]:
    with TestClient(create_routes(archive, Works(archive))) as opened:
        yield opened


def add(client: Client, *files: tuple[str, bytes], **words: str | list[str]) -> list[Any]:
    """Send files with their form; return the events of the answer."""
    answer = client.post("/api/items", data=words, files=[("files", each) for each in files])
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [msgspec.json.decode(line) for line in answer.content.splitlines()]


def kinds(events: list[Any]) -> list[str]:
    return [event["event"] for event in events]


def test_each_file_is_received_preserved_and_read(client: Client, archive: Archive) -> None:
    events = add(
        client, ("a.txt", LETTER), ("b.txt", b"Another."), source="S-9", collector="nadia",
        purpose="inquiry 12", method="handover", consent="oral",
    )  # fmt: skip
    assert kinds(events) == ["received"] * 2 + ["preserved"] * 2 + ["state"] * 2 + ["end"]
    first = events[2]
    assert first["name"] == "a.txt"
    assert [event["state"] for event in events if event["event"] == "state"] == ["read", "read"]
    assert events[-1] == {"event": "end", "preserved": 2, "already_held": 0, "failed": 0}
    item = archive.show(first["ref"]).item
    assert (item.source, item.collector, item.purpose) == ("S-9", "nadia", "inquiry 12")
    assert (item.method, item.consent) == ("handover", "oral")
    assert item.sha256 == sha256_hex(LETTER)
    assert item.acquired_entry == first["entry"]


def test_the_same_again_is_held_already(client: Client) -> None:
    add(client, ("a.txt", LETTER), source="S-9")
    events = add(client, ("a.txt", LETTER), source="S-9")
    assert kinds(events) == ["received", "already-held", "end"]
    assert events[-1]["already_held"] == 1


def test_two_files_of_one_name_are_two_items(client: Client) -> None:
    events = add(client, ("a.txt", LETTER), ("a.txt", b"Another."))
    assert len({event["ref"] for event in events if event["event"] == "preserved"}) == 2


def test_restrictions_are_in_force_from_the_first_moment(client: Client) -> None:
    restrictions = ["confidential", "embargo:2999-01-31"]
    events = add(client, ("a.txt", LETTER), restriction=restrictions)
    (ref,) = [event["ref"] for event in events if event["event"] == "preserved"]
    assert client.get(f"/api/items/{ref}").status_code == 403
    (row,) = [row for row in client.get("/api/items").json()["items"] if row["ref"] == ref]
    assert row["hidden"]
    assert {r["kind"] for r in row["restrictions"]} == {"confidential", "embargo"}


@pytest.mark.parametrize(
    ("words", "wrong"),
    [({"restriction": "secret"}, "secret"), ({"restriction": "embargo:soon"}, "embargo:soon"),
     ({"restrictions": "confidential"}, "restrictions"), ({"source": ["a", "b"]}, "source"),
     ({"source": "a\x1b[2Jb"}, "source")],
)  # fmt: skip
def test_a_form_with_a_slip_takes_nothing_in(
    client: Client, archive: Archive, words: dict[str, Any], wrong: str
) -> None:
    before = archive.status().items
    answer = client.post("/api/items", data=words, files=[("files", ("a.txt", LETTER))])
    told = answer.json() if answer.status_code == 400 else [
        msgspec.json.decode(line) for line in answer.content.splitlines()][-1]  # fmt: skip
    assert told["type"] == "amana:usage"
    assert wrong in told["detail"]
    assert archive.status().items == before


def test_no_file_is_nothing_to_add(client: Client) -> None:
    answer = client.post("/api/items", data={"source": "S"}, files={"files": ("", b"")})
    assert answer.status_code == 400
    assert answer.json()["detail"] == "there is nothing to add"


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded",
                                  "multipart/form-data", ""])  # fmt: skip
def test_what_is_no_form_with_files_is_refused(client: Client, kind: str) -> None:
    answer = client.post("/api/items", content=b"{}", headers={"content-type": kind})
    assert answer.status_code == 400
    assert answer.json()["type"] == "amana:usage"


def test_states_of_items_of_others_are_not_told(client: Client, archive: Archive) -> None:
    """What waits is read as a whole; another's restricted item may be among it."""
    letter = archive.root.parent / "waiting.txt"
    letter.write_text("A protected letter that waits.")
    conditions = (Restriction(kind=RestrictionKind.CONFIDENTIAL),)
    archive.add([letter], Form(source="S-7", restrictions=conditions), read=False)
    events = add(client, ("a.txt", LETTER))
    own = {event["ref"] for event in events if event["event"] == "preserved"}
    assert {event["ref"] for event in events if event["event"] == "state"} == own


def test_uploads_at_once_are_each_told_their_own(client: Client, archive: Archive) -> None:
    answers: list[list[Any]] = []

    def send(number: int) -> None:
        files = [(f"{number}-{n}.txt", f"letter {number}-{n}".encode()) for n in range(5)]
        answers.append(add(client, *files, source=f"S-{number}"))

    threads = [threading.Thread(target=send, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for events in answers:
        own = {event["ref"] for event in events if event["event"] == "preserved"}
        assert len(own) == 5
        assert sorted(event["ref"] for event in events if event["event"] == "state") == sorted(own)
    assert archive.status().items == 7 + 20
    assert archive.check().ok


def test_a_check_tells_its_steps_and_where_it_is_entered(client: Client, archive: Archive) -> None:
    answer = client.post("/api/check")
    events = [msgspec.json.decode(line) for line in answer.content.splitlines()]
    done = [event["step"] for event in events if event.get("state") == "ok"]
    assert done == [
        name for name, _ in STEPS if name not in {"newest", "projections", "timestamps"}
    ]
    end = events[-1]
    assert (end["event"], end["ok"], end["not_entered"]) == ("end", True, None)
    assert end["entry"] == archive.checkpoint().size - 1
    assert {"seconds", "objects", "bytes", "entries"} <= set(end)


def test_a_check_names_what_changed(client: Client, archive: Archive) -> None:
    (pack,) = (archive.root / "vault" / "packs").iterdir()
    pack.chmod(0o600)
    changed = pack.read_bytes().replace(b"killing 17 people", b"killing 71 people")
    assert changed != pack.read_bytes()
    pack.write_bytes(changed)
    answer = client.post("/api/check")
    events = [msgspec.json.decode(line) for line in answer.content.splitlines()]
    problems = [event for event in events if event["event"] == "problem"]
    assert problems
    assert all(event["step"] == "originals" for event in problems)
    assert all("packs/" in event["path"] for event in problems)
    assert events[-1]["ok"] is False


def test_blank_answers_of_a_form_are_none(tmp_path: Path) -> None:
    with (tmp_path / "spool").open("wb+") as spool:
        uploads = Uploads(spool)
        uploads.files.append(Upload("a", 0, 0))
        uploads.words |= {"source": [""], "restriction": ["", "view-only"]}
        form = form_of(uploads)
    assert form == Form(restrictions=(Restriction(kind=RestrictionKind.VIEW_ONLY),))


def test_a_form_names_the_fields_that_there_are(tmp_path: Path) -> None:
    with (tmp_path / "spool").open("wb+") as spool:
        uploads = Uploads(spool)
        uploads.words |= {"sorce": ["x"]}
        with pytest.raises(UsageError) as caught:
            form_of(uploads)
    assert "source" in str(caught.value.remedy)


def again(client: Client, **asked: object) -> list[Any]:
    """Have items read once more; return the events of the answer."""
    answer = client.post("/api/read", json=asked)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [msgspec.json.decode(line) for line in answer.content.splitlines()]


def test_items_are_read_again_and_each_is_told(client: Client) -> None:
    events = add(client, ("a.txt", LETTER), ("b.txt", b""))
    ref = next(event["ref"] for event in events if event["event"] == "preserved")
    told = again(client, refs=[ref])
    assert told == [
        {"event": "became", "ref": ref, "became": "same", "state": "read"},
        {"event": "end", "states": {"read": 1}, "became": {"same": 1}},
    ]
    assert again(client, where=["state=encrypted"]) == [
        {"event": "end", "states": {}, "became": {}}
    ]


def test_a_password_opens_what_was_locked_and_is_kept_nowhere(
    client: Client, archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_bytes(LETTER)
    zipped = tmp_path / "locked.zip"
    letter = str(tmp_path / "letter.txt")
    made = ["zip", "-q", "-j", "-P", "harbour-canary", str(zipped), letter]
    run(made, check=True)
    events = add(client, ("locked.zip", zipped.read_bytes()))
    ref = next(event["ref"] for event in events if event["event"] == "preserved")
    told = again(client, refs=[ref], passwords=["harbour-canary"])
    assert told[-1]["event"] == "end"
    assert archive.show(ref).inside == 1
    held = [path for path in archive.root.rglob("*") if path.is_file()]
    assert not any(b"harbour-canary" in path.read_bytes() for path in held)


@pytest.mark.parametrize(
    ("asked", "status"),
    [({}, 400), ({"where": ["state=lost"]}, 400), ({"refs": ["x"], "secret": 1}, 400)],
)
def test_what_cannot_be_read_again_is_refused(
    client: Client, asked: dict[str, object], status: int
) -> None:
    answer = client.post("/api/read", json=asked)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_decision_is_entered_and_stands_with_its_fact(client: Client, archive: Archive) -> None:
    ref = add(client, ("a.txt", LETTER))[1]["ref"]
    (line,) = archive.facts(ref, kind="article")
    mark = {"decision": "mark", "fact": msgspec.json.decode(line)["id"], "mark": "wrong"}
    said = {**mark, "item": ref, "reason": "it is a letter"}
    answer = client.post(f"/api/items/{ref}/decisions", json=said)
    assert (answer.status_code, answer.json()["decision"]) == (200, "mark")
    assert b'"mark":"wrong"' in b"".join(archive.facts(ref))
    for path, wrong in (
        ("IT-0000-0000", said),
        (ref, {**said, "reason": ""}),
        (ref, {**said, "mark": "perhaps"}),
        (ref, {"decision": "erase"}),
    ):
        refused = client.post(f"/api/items/{path}/decisions", json=wrong)
        assert refused.status_code == 400, refused.text
        assert refused.headers["content-type"] == "application/problem+json"
