from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from amana.archive import Archive, WitnessHouse, open_archive
from amana.core import AccessDenied, CustodyError, NotFound, SystemClock, UsageError, WrongInput
from amana.records import Actor

NAME = "example.org/witness"


@pytest.fixture
def clock() -> SystemClock:
    """Return the clock that the witness goes by, too."""
    return SystemClock()


def trust(archive: Archive, house: WitnessHouse, url: str | None = "http://w.example") -> int:
    return archive.witnesses.trust("\n".join(house.vkeys), url=url)


def test_a_witness_is_trusted_asked_and_kept(archive: Archive, house: WitnessHouse) -> None:
    trust(archive, house)
    (one,) = archive.witnesses.trusted()
    assert (one.name, one.keys, one.url) == (NAME, house.vkeys, "http://w.example")
    assert archive.witnesses.seen(NAME) == 0
    (asked,) = archive.witnesses.ask()
    assert (asked.name, asked.size, asked.entry, asked.problem) == (NAME, 2, 2, None)
    archive.check()
    (again,) = archive.witnesses.ask()
    assert (again.size, archive.witnesses.seen(NAME)) == (4, 4)
    kinds = [entry.get("type") for entry in archive.entries()[1]]
    assert kinds.count("witnessed") == 2
    assert archive.check().ok


def test_a_request_can_be_carried_by_hand(archive: Archive, house: WitnessHouse) -> None:
    trust(archive, house, url=None)
    assert archive.witnesses.ask() == []
    first = archive.witnesses.accept(house.sign(archive.witnesses.request()))
    assert (first.size, first.entry) == (2, 2)
    with pytest.raises(WrongInput, match="saw 2 entries of this log last"):
        house.sign(archive.witnesses.request(since=0))
    answer = house.sign(archive.witnesses.request())
    assert archive.witnesses.accept(answer).entry == 3
    assert archive.witnesses.accept(answer).entry is None, "it is held already"
    assert archive.check().ok


def test_an_answer_that_is_none_is_refused(
    archive: Archive, house: WitnessHouse, tmp_path: Path
) -> None:
    stranger = WitnessHouse.make(tmp_path / "stranger", "example.org/stranger")
    stranger.trust((archive.root / "custody" / "log.vkey").read_text())
    request = archive.witnesses.request()
    with pytest.raises(WrongInput, match="no witness that this archive trusts"):
        archive.witnesses.accept(stranger.sign(request))
    trust(archive, house)
    size, answer = archive.checkpoint().size, house.sign(archive.witnesses.request())
    place = answer.rindex(b" ") + 200
    flipped = answer[:place] + (b"B" if answer[place : place + 1] == b"A" else b"A")
    for wrong, why in (
        (b"", "no signed checkpoint"),
        (b"text", "no signed checkpoint"),
        (request, "this is the request to a witness, and not its answer"),
        (archive.checkpoint_note(), "no witness that this archive trusts"),
        (flipped + answer[place + 1 :], f"the signature of {NAME} is wrong"),
    ):
        with pytest.raises(WrongInput, match=why) as refused:
            archive.witnesses.accept(wrong)
        assert refused.value.exit_status == 2
        assert refused.value.remedy
    assert archive.checkpoint().size == size
    assert archive.check().ok


def test_an_answer_about_another_history_stays_an_alarm(
    archive: Archive, house: WitnessHouse, tmp_path: Path, actor: Actor
) -> None:
    """Two copies of one archive grew apart: what the witness of one signed tells of it."""
    trust(archive, house, url=None)
    root = archive.root
    archive.close()
    shutil.copytree(root, tmp_path / "copy")
    with open_archive(tmp_path / "copy", actor="somebody else") as copy:
        copy.check()
        answer = house.sign(copy.witnesses.request())
    with Archive(root, actor=actor) as here:
        with pytest.raises(CustodyError, match="states 3 entries of this log; here are 2") as found:
            here.witnesses.accept(answer)
        assert not isinstance(found.value, WrongInput)
        here.check()
        with pytest.raises(CustodyError, match="states another history"):
            here.witnesses.accept(answer)


def test_a_request_goes_on_from_what_the_witness_signed(
    archive: Archive, house: WitnessHouse, tmp_path: Path
) -> None:
    second = WitnessHouse.make(tmp_path / "second", "example.org/second")
    second.trust((archive.root / "custody" / "log.vkey").read_text())
    assert archive.witnesses.request().startswith(b"old 0\n")
    for one in (house, second):
        trust(archive, one, url=None)
    size = archive.checkpoint().size
    archive.witnesses.accept(house.sign(archive.witnesses.request()))
    with pytest.raises(UsageError, match="saw differently much") as several:
        archive.witnesses.request()
    assert "amana witness request NAME" in (several.value.remedy or "")
    assert archive.witnesses.request(NAME).startswith(f"old {size}\n".encode())
    archive.witnesses.accept(second.sign(archive.witnesses.request("example.org/second")))
    archive.witnesses.accept(house.sign(archive.witnesses.request(NAME)))
    assert archive.witnesses.request(NAME, since=1).startswith(b"old 1\n")
    with pytest.raises(NotFound, match="trusts no witness nobody"):
        archive.witnesses.request("nobody")
    for since in (-1, archive.checkpoint().size + 1):
        with pytest.raises(UsageError, match="cannot go on from"):
            archive.witnesses.request(since=since)
    trust(archive, second)  # it has an address now: requests by hand are for the other
    assert archive.witnesses.request() == archive.witnesses.request(NAME)
    assert archive.check().ok


def test_trust_is_taken_back(archive: Archive, house: WitnessHouse) -> None:
    trust(archive, house)
    archive.witnesses.ask()
    archive.witnesses.distrust(NAME)
    assert archive.witnesses.trusted() == ()
    with pytest.raises(NotFound, match="trusts no witness"):
        archive.witnesses.distrust(NAME)
    assert archive.check().ok, "what it signed while it was trusted stays right"


def test_what_are_no_keys_of_one_witness_is_refused(archive: Archive, house: WitnessHouse) -> None:
    for wrong in ("", "nonsense", "\n".join(archive.keys.vkeys)):
        with pytest.raises(UsageError):
            archive.witnesses.trust(wrong)
    assert archive.witnesses.trusted() == ()
    assert house.vkeys


def test_a_damaged_cosignature_is_named(archive: Archive, house: WitnessHouse) -> None:
    trust(archive, house)
    archive.witnesses.ask()
    (path,) = (archive.root / "custody" / "witnesses" / "2").iterdir()
    data = path.read_bytes()
    path.write_bytes(data[:-30] + bytes([data[-30] ^ 1]) + data[-29:])
    report = archive.check()
    assert {problem.path for problem in report.problems} == {f"custody/witnesses/2/{path.name}"}


def test_a_witness_that_refuses_is_told(
    archive: Archive, tmp_path: Path, house: WitnessHouse
) -> None:
    trust(archive, house)
    for file in (tmp_path / "witness" / "logs").rglob("keys"):
        file.unlink()
    (asked,) = archive.witnesses.ask()
    assert asked.entry is None
    assert asked.problem == f"the witness {NAME} does not know this log"
    assert "amana witness trust" in (asked.remedy or "")


def test_nobody_without_a_name_has_the_log_witnessed(archive: Archive, house: WitnessHouse) -> None:
    archive.as_actor(Actor(name=" "))
    with pytest.raises(AccessDenied):
        trust(archive, house)
    with pytest.raises(AccessDenied):
        archive.witnesses.ask()
