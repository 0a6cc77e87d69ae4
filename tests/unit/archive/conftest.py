"""Small archives for the tests of the one door."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from amana.archive import Anchors, Archive, WitnessHouse, init_archive
from amana.archive.attempts import Attempt, Attempts
from amana.archive.parts import Parts
from amana.catalogue import ItemRow
from amana.core import FixedClock
from amana.custody import TrustedWitness, WitnessLine
from amana.custody.backends import MemoryAuthority
from amana.custody.backends.witness_folder import open_witness
from amana.reading import Outcome
from amana.records import Actor, Form, Restriction, RestrictionKind

LETTER = "The court of Oran issued a warrant, the kestrel said."
NORTH = "http://north.example.org/tsa"
CONFIDENTIAL = Form(source="S-0007", restrictions=(Restriction(kind=RestrictionKind.CONFIDENTIAL),))
WITNESS = "example.org/witness"
START = datetime(2026, 5, 1, 8, tzinfo=UTC)


@pytest.fixture
def actor() -> Actor:
    """Return the person in whose name the tests act."""
    return Actor(name="N. Aram")


@pytest.fixture
def clock() -> FixedClock:
    """Return a clock that steps by a second at each look."""
    return FixedClock(START, timedelta(seconds=1))


@pytest.fixture
def archive(tmp_path: Path, actor: Actor, clock: FixedClock) -> Iterator[Archive]:
    """Return an empty archive."""
    with init_archive(tmp_path / "archive", name="Test", actor=actor, clock=clock) as made:
        yield made


@pytest.fixture(scope="session")
def lettered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an archive with two letters that were read; the second is restricted."""
    folder = tmp_path_factory.mktemp("lettered")
    forms = {
        "letter.txt": (LETTER, Form(source="S-0007")),
        "sealed.txt": (f"{LETTER} So it was.", CONFIDENTIAL),
    }
    with init_archive(folder / "archive", name="Test", actor=Actor(name="N. Aram")) as made:
        for name, (text, form) in forms.items():
            (folder / name).write_text(text, encoding="utf-8")
            made.add([folder / name], form)
    return folder / "archive"


@pytest.fixture
def letters(lettered: Path, tmp_path: Path, actor: Actor) -> Iterator[Archive]:
    """Return a copy of that archive: what it holds need not be read again for each test."""
    with Archive(shutil.copytree(lettered, tmp_path / "letters"), actor=actor) as opened:
        yield opened


@pytest.fixture
def parts(archive: Archive, actor: Actor, clock: FixedClock) -> Iterator[Parts]:
    """Return the parts of the archive, opened on their own."""
    opened = Parts(archive.root, actor=actor, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Return a function that writes an input file."""

    def make(name: str, text: str) -> Path:
        path = tmp_path / "inputs" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.fixture
def confidential() -> Form:
    """Return the form of a confidential acquisition."""
    return CONFIDENTIAL


@pytest.fixture
def cellar(archive: Archive, tmp_path: Path, actor: Actor, clock: FixedClock) -> Iterator[Archive]:
    """Return an archive that holds something and whose settings name two replicas, not yet made.

    They are `cellar`, in the folder of that name here, and `lawyer`, elsewhere.
    """
    root = archive.root
    archive.close()
    with (root / "amana.toml").open("a", encoding="utf-8") as settings:
        for name, site, medium in (("cellar", "here", "disk"), ("lawyer", "the lawyer's", "tape")):
            path = tmp_path / name
            settings.write(
                f'[[replicas]]\nname = "{name}"\npath = "{path}"\nsite = "{site}"\n'
                f'medium = "{medium}"\n'
            )
    source = tmp_path / "source"
    source.mkdir()
    for number in range(12):
        (source / f"{number}.txt").write_text(f"letter {number} " * 30)
    (source / "large.bin").write_bytes(bytes(range(256)) * 5000)
    with Archive(root, actor=actor, clock=clock) as made:
        made.add([source], Form(source="S-0001"), read=False)
        yield made


@pytest.fixture
def north(clock: FixedClock) -> MemoryAuthority:
    """Return a time-stamp authority that lives by the clock of the tests."""
    return MemoryAuthority(clock.now)


@pytest.fixture
def anchors(parts: Parts, north: MemoryAuthority) -> Anchors:
    """Return the anchors of the archive, whose one authority is `north`."""
    found = Anchors(parts, lambda _: north)
    found.add_authority("north", NORTH, north.roots)
    return found


@pytest.fixture
def house(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WitnessHouse:
    """Return a witness that knows the archive's log; every address leads to it."""
    made = WitnessHouse.make(tmp_path / "witness", WITNESS)
    made.trust((archive.root / "custody" / "log.vkey").read_text())

    def lead(_parts: Parts, witness: TrustedWitness) -> WitnessLine | None:
        return open_witness(tmp_path / "witness") if witness.url else None

    monkeypatch.setattr(Parts, "reach", lead)
    return made


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Outcome], Outcome]], None]:
    """Return a function that has every reading from now on come out otherwise."""
    read = Attempts.read

    def otherwise(change: Callable[[Outcome], Outcome]) -> None:
        def other(attempts: Attempts, row: ItemRow) -> Attempt:
            attempt = read(attempts, row)
            return attempt._replace(outcome=change(attempt.outcome))

        monkeypatch.setattr(Attempts, "read", other)

    return otherwise
