from __future__ import annotations

from pathlib import Path

import pytest

from amana.archive import Archive, WitnessHouse
from amana.core import AccessDenied, CustodyError, NotFound, SystemClock, UsageError
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
    with pytest.raises(CustodyError, match="it saw 2 entries; make the request with --since 2"):
        house.sign(archive.witnesses.request())
    answer = house.sign(archive.witnesses.request(since=2))
    assert archive.witnesses.accept(answer).entry == 3
    assert archive.witnesses.accept(answer).entry is None, "it is held already"
    assert archive.check().ok


def test_an_answer_that_is_none_is_refused(
    archive: Archive, house: WitnessHouse, tmp_path: Path
) -> None:
    stranger = WitnessHouse.make(tmp_path / "stranger", "example.org/stranger")
    stranger.trust((archive.root / "custody" / "log.vkey").read_text())
    request = archive.witnesses.request()
    with pytest.raises(CustodyError, match="no witness that this archive trusts"):
        archive.witnesses.accept(stranger.sign(request))
    trust(archive, house)
    for wrong in (b"", b"text", request):
        with pytest.raises(CustodyError):
            archive.witnesses.accept(wrong)
    answer = house.sign(archive.witnesses.request())
    flipped = answer[:-9] + bytes([answer[-9] ^ 1]) + answer[-8:]
    with pytest.raises(CustodyError):
        archive.witnesses.accept(flipped)
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
