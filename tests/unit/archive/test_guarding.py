"""An older state of the archive that is put back: nothing is written in it where others know."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive, WitnessHouse, open_archive
from amana.archive.parts import Parts
from amana.core import CustodyError, UnavailableError
from amana.custody import Answer, TrustedWitness, WitnessLine
from amana.custody.backends.witness_folder import WitnessFolder, open_witness

NAME = "example.org/witness"
Lead = Callable[[WitnessLine | None], None]


class Silent:
    """A witness that cannot be reached."""

    def add_checkpoint(self, data: bytes) -> Answer:
        raise UnavailableError(f"no answer to {len(data)} bytes")

    def checkpoint(self, origin: str) -> bytes | None:
        raise UnavailableError(f"no answer about {origin}")


class Claims:
    """A witness that shows nothing, and says that it saw so many entries."""

    def __init__(self, size: bytes) -> None:
        self.size = size

    def add_checkpoint(self, data: bytes) -> Answer:
        assert data
        return Answer(status=409, body=self.size)

    def checkpoint(self, origin: str) -> bytes | None:
        assert origin
        return None


@pytest.fixture
def lead(monkeypatch: pytest.MonkeyPatch) -> Lead:
    """Return what makes every address lead to a witness."""

    def to(line: WitnessLine | None) -> None:
        def reach(_parts: Parts, _witness: TrustedWitness) -> WitnessLine | None:
            return line

        monkeypatch.setattr(Parts, "reach", reach)

    return to


@pytest.fixture
def backup(archive: Archive, tmp_path: Path, lead: Lead) -> Path:
    """Return the older state of an archive whose log has been witnessed since."""
    house = WitnessHouse.make(tmp_path / "witness", NAME)
    house.trust((archive.root / "custody" / "log.vkey").read_text())
    lead(open_witness(tmp_path / "witness"))
    archive.witnesses.trust("\n".join(house.vkeys), url="http://w.example")
    archive.check()
    archive.close()
    shutil.copytree(archive.root, tmp_path / "backup")
    with open_archive(archive.root) as later:
        later.check()
        later.witnesses.ask()
    return tmp_path / "backup"


def refuse(root: Path, why: str) -> None:
    """See that the archive can be read and checked, and that nothing is written in it."""
    before = {path: path.read_bytes() for path in (root / "custody").rglob("*") if path.is_file()}
    with open_archive(root, actor="B. Sole") as opened:
        with pytest.raises(CustodyError, match=why) as caught:
            opened.keys.rotate()
        assert "put back the newest state of custody/" in (caught.value.remedy or "").lower()
        report = opened.check()
        assert [(each.step, each.path) for each in report.problems] == [
            ("newest", "custody/checkpoint")
        ]
        assert re.search(why, report.problems[0].detail)
        assert report.entry is None
        assert report.not_entered is not None
        assert opened.status().items == opened.list()[0]
    after = {path: path.read_bytes() for path in (root / "custody").rglob("*") if path.is_file()}
    assert after == before
    assert [path.name for path in (root / "keys").iterdir()] == ["log.pem"]


def test_a_witness_that_is_ahead_stops_all_writing(backup: Path) -> None:
    refuse(backup, r"what the witness example.org/witness saw states 4 entries .* here are 3")


def test_a_witness_that_cannot_be_reached_stops_nobody(backup: Path, lead: Lead) -> None:
    lead(Silent())
    with open_archive(backup) as opened:
        assert opened.check().entry == 3


def test_a_fork_is_noticed_as_soon_as_a_witness_is_heard(
    backup: Path, lead: Lead, tmp_path: Path
) -> None:
    lead(Silent())
    with open_archive(backup) as opened:
        for _ in range(4):
            opened.check()
    lead(open_witness(tmp_path / "witness"))
    refuse(backup, "states another history: the first 4 entries differ")


def test_what_was_signed_and_lies_here_still_is_heard_without_network(
    archive: Archive, backup: Path, lead: Lead
) -> None:
    """The log was set back, what the witness signed was not."""
    lead(None)
    newest = archive.root / "custody" / "witnesses"
    shutil.copytree(newest, backup / "custody" / "witnesses", dirs_exist_ok=True)
    with open_archive(backup) as opened, pytest.raises(CustodyError, match="states 4 entries"):
        opened.keys.rotate()


def test_a_replica_that_is_ahead_stops_all_writing(cellar: Archive, tmp_path: Path) -> None:
    """The backup of a laptop is put back; the disk in the cellar knows better."""
    cellar.close()
    shutil.copytree(cellar.root, tmp_path / "backup")
    with open_archive(cellar.root) as later:
        later.check()
        later.copies.replicate()
    root = tmp_path / "backup"
    here = int((root / "custody" / "checkpoint").read_text().split("\n")[1])
    why = rf"the replica “cellar” states {here + 1} entries of this log; here are {here}"
    refuse(root, why)
    (tmp_path / "cellar").rename(tmp_path / "elsewhere")
    (tmp_path / "lawyer").rename(tmp_path / "gone")
    with open_archive(root) as opened:
        assert opened.check().entry == here, "nobody else knows"


def test_what_lies_in_the_place_of_a_replica_and_is_none_stops_nobody(
    cellar: Archive, tmp_path: Path
) -> None:
    (tmp_path / "cellar" / "custody").mkdir(parents=True)
    (tmp_path / "cellar" / "custody" / "checkpoint").write_text("nonsense")
    assert cellar.check().entry is not None


def test_a_claim_without_proof_stops_writing_until_trust_is_taken(backup: Path, lead: Lead) -> None:
    lead(Claims(b"900\n"))
    refuse(backup, "says that it saw 900 entries of this log; here are 3")
    with open_archive(backup) as opened:
        opened.witnesses.distrust(NAME)
    with open_archive(backup) as opened:
        assert opened.check().entry == 4


@pytest.mark.parametrize("said", [b"2\n", b"many\n", b""])
def test_other_claims_say_nothing(backup: Path, lead: Lead, said: bytes) -> None:
    lead(Claims(said))
    with open_archive(backup) as opened:
        assert opened.check().entry == 3


def test_two_views_of_the_log_cannot_both_be_witnessed(
    archive: Archive, backup: Path, lead: Lead, tmp_path: Path
) -> None:
    """Two witnesses, each shown another history: whoever asks both finds it out."""
    second = WitnessHouse.make(tmp_path / "second", "example.org/second")
    second.trust((archive.root / "custody" / "log.vkey").read_text())
    lead(None)
    with open_archive(backup) as opened:
        for _ in range(3):
            opened.check()
        fork = opened.witnesses.request(since=0)
    shown = second.sign(fork)
    origin = shown.decode().split("\n")[0]
    with open_archive(archive.root) as honest:
        with pytest.raises(CustodyError, match=r"another history|states"):
            honest.extends(shown)
        seen = WitnessFolder(tmp_path / "witness").seen(origin)
        assert seen is not None
        assert honest.extends(seen).earlier.size == 4
