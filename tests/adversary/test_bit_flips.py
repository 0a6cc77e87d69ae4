"""Whatever somebody changes below `vault/` and `custody/`, the check names it by its right path.

And opening the archive for writing never makes damage worse: it refuses, or leaves every committed
byte where it is.
"""

from __future__ import annotations

import contextlib
import io
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import amana
from amana.core import AmanaError, CustodyError
from amana.custody import FILES, LogCheck, LogWriter, Signer, digests_of_files, salted
from amana.custody.backends import PosixLog
from amana.custody.segments import split_lines
from amana.custody.tiles import decode_bundle
from amana.records import Actor, Field
from amana.vault.backends import PosixVault

PAYLOADS = "custody/payloads/000.jsonl"
LARGE = [bytes([number]) * (1 << 20) + b"end" for number in range(2)]


class House:
    """A real folder with vault and log, 310 entries over small and large originals."""

    def __init__(self, root: Path, signer: Signer, groups: tuple[int, ...]) -> None:
        self.root = root
        self.signer = signer
        self.vault = PosixVault(
            root / "vault", root / "work", root / "cache" / "vault.db", seal_at=40_000
        )
        self.log = PosixLog(root / "custody", root / "work")
        self.wanted: set[str] = set()
        self.writer = LogWriter.create(self.log, signer, self.vault.empty_state)
        (root / "custody" / "log.vkey").write_text(f"{signer.verifier.vkey()}\n")
        self.done = 0
        for count in groups:
            self.commit(count)

    def commit(self, count: int) -> None:
        entries = [self._entry(self.done + number) for number in range(count)]
        files = {f"timestamps/{self.done}/north.tsr": b"token %d" % self.done}
        entries[-1] += salted([(FILES, digests_of_files(files))])
        self.writer.append(entries, self.vault.sync, files)
        self.vault.accept()
        self.done += count
        self.payloads = (self.root / PAYLOADS).read_bytes()

    def _entry(self, number: int) -> tuple[Field, ...]:
        content = LARGE[number] if number < 2 else b"original %d\n" % number * (number % 40)
        digests = self.vault.put(io.BytesIO(content))
        self.wanted.add(digests.sha256)
        return salted([
            ("type", "acquired"),
            ("digests", {"sha256": digests.sha256, "size": digests.size}),
            ("source", f"S-{number} of Valley Monitor"),
        ])  # fmt: skip

    def files(self) -> list[str]:
        """Return every file below vault and custody."""
        return sorted(
            str(path.relative_to(self.root))
            for room in ("vault", "custody")
            for path in (self.root / room).rglob("*")
            if path.is_file()
        )

    def named(self, room: str) -> set[str]:
        """Return the paths that the check of a room names."""
        if room == "vault":
            verdicts = self.vault.check(self.wanted)
            return {verdict.problem.path for verdict in verdicts if verdict.problem}
        check = LogCheck(self.log, self.signer.verifier, lambda _: None)
        check.signature()
        for _ in check.run():
            pass
        return {problem.path for problem in check.problems}

    def blame(self, path: str) -> bool:
        """Tell whether the check names `path`, and besides only what is missing because of it."""
        room = path.partition("/")[0]
        named = self.named(room)
        own = {name for name in named if name == path or name.startswith(f"{path}/")}
        return bool(own) and all(name.startswith("vault/**/") for name in named - own)

    @contextlib.contextmanager
    def changed(self, path: str, data: bytes | None) -> Iterator[None]:
        """Put other bytes (None: nothing) in the place of a file for a while."""
        place = self.root / path
        whole = place.read_bytes() if place.exists() else None
        self._put(path, data)
        try:
            yield
        finally:
            self._put(path, whole)

    def _put(self, path: str, data: bytes | None) -> None:
        place = self.root / path
        if place.exists():
            place.chmod(0o644)
        if data is None:
            place.unlink()
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)

    def opening_loses_nothing(self) -> bool:
        """Try to open the log for writing; tell whether every file is what it was.

        Only what stands behind the last payload may have gone to quarantine.
        """
        before = self._snapshot("custody")
        kept = self._snapshot("work/quarantine").keys()
        with contextlib.suppress(CustodyError):
            LogWriter.recover(self.log, self.signer)
        after = self._snapshot("custody")
        if after == before:
            return True
        aside = b"".join(d for n, d in self._snapshot("work/quarantine").items() if n not in kept)
        expected = {**before, PAYLOADS: self.payloads}
        return after == expected and before[PAYLOADS] == self.payloads + aside

    def _snapshot(self, room: str) -> dict[str, bytes]:
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in (self.root / room).rglob("*")
            if path.is_file()
        }

    def refuses_to_be_written(self) -> bool:
        try:
            writer = LogWriter.recover(self.log, self.signer)
            self.vault.recover(writer.vault_state, self.wanted.__contains__)
        except AmanaError:
            return True
        return False


@pytest.fixture(scope="module")
def signer() -> Signer:
    return Signer.generate("example.org/log")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, signer: Signer) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("house"), signer, (5, 200, 60, 45))
    yield made
    assert made.named("vault") | made.named("custody") == set(), "each test puts things back"
    made.vault.close()


@pytest.fixture
def own_house(tmp_path: Path, signer: Signer) -> Iterator[House]:
    made = House(tmp_path, signer, (5, 20))
    yield made
    made.vault.close()


def flipped(data: bytes, place: int, bit: int = 0) -> bytes:
    return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


def test_untouched_it_has_no_problems(house: House) -> None:
    assert house.named("vault") == set()
    assert house.named("custody") == set()
    assert house.opening_loses_nothing()
    assert len(house.files()) > 15


# Where a bit is flipped: file, and the place inside it as a function of its bytes.
CLASSES: dict[str, tuple[str, Callable[[bytes], int]]] = {
    "pack: name of a member": ("vault/packs/00000001.tar", lambda _: 5),
    "pack: mode": ("vault/packs/00000001.tar", lambda _: 103),
    "pack: owner": ("vault/packs/00000001.tar", lambda _: 110),
    "pack: size": ("vault/packs/00000001.tar", lambda _: 134),
    "pack: time": ("vault/packs/00000001.tar", lambda _: 140),
    "pack: checksum": ("vault/packs/00000001.tar", lambda _: 150),
    "pack: kind of member": ("vault/packs/00000001.tar", lambda _: 156),
    "pack: link name": ("vault/packs/00000001.tar", lambda _: 200),
    "pack: magic": ("vault/packs/00000001.tar", lambda _: 257),
    "pack: user name": ("vault/packs/00000001.tar", lambda _: 270),
    "pack: rest of the header": ("vault/packs/00000001.tar", lambda _: 505),
    "pack: bytes": ("vault/packs/00000001.tar", lambda data: data.index(b"original 7\n") + 3),
    "pack: padding": ("vault/packs/00000001.tar", lambda data: data.index(b"original 2\n") + 400),
    "pack: first zero block": ("vault/packs/00000001.tar", lambda data: len(data) - 1000),
    "pack: last byte": ("vault/packs/00000001.tar", lambda data: len(data) - 1),
    "file of an entry: first byte": ("custody/timestamps/205/north.tsr", lambda _: 0),
    "file of an entry: last byte": ("custody/timestamps/0/north.tsr", lambda data: len(data) - 1),
    "payload: digest of a file": (PAYLOADS, lambda data: data.index(b'north.tsr":"') + 20),
    "payload: path of a file": (PAYLOADS, lambda data: data.index(b'north.tsr":"') + 1),
    "head: version": ("custody/head", lambda _: 12),
    "head: size": ("custody/head", lambda data: data.index(b"size ") + 5),
    "head: root": ("custody/head", lambda data: data.index(b"root ") + 9),
    "head: vault": ("custody/head", lambda data: data.index(b"vault ") + 8),
    "head: digest": ("custody/head", lambda data: data.index(b"sha256 ") + 9),
    "head: line feed": ("custody/head", lambda data: data.index(b"\n")),
    "checkpoint: origin": ("custody/checkpoint", lambda _: 0),
    "checkpoint: size": ("custody/checkpoint", lambda data: data.index(b"\n310") + 2),
    "checkpoint: root": ("custody/checkpoint", lambda data: data.index(b"\n310") + 9),
    "checkpoint: dash": ("custody/checkpoint", lambda data: data.index(b"\xe2")),
    "checkpoint: key id": ("custody/checkpoint", lambda data: data.index(b"log ") + 5),
    "checkpoint: signature": ("custody/checkpoint", lambda data: data.index(b"\xe2") + 60),
    "checkpoint: post-quantum key id": ("custody/checkpoint", lambda data: data.rindex(b" ") + 2),
    "checkpoint: post-quantum time": ("custody/checkpoint", lambda data: data.rindex(b" ") + 9),
    "checkpoint: post-quantum signature": ("custody/checkpoint", lambda data: len(data) - 20),
    "key: name": ("custody/log.vkey", lambda _: 0),
    "key: id": ("custody/log.vkey", lambda data: data.index(b"+") + 1),
    "key: key": ("custody/log.vkey", lambda data: data.index(b"\n") - 9),
    "key: post-quantum id": ("custody/log.vkey", lambda data: data.rindex(b"+") - 3),
    "key: post-quantum key": ("custody/log.vkey", lambda data: len(data) - 900),
    "tile: hash of a leaf": ("custody/tile/0/000", lambda _: 4000),
    "tile: open": ("custody/tile/0/001.p/54", lambda data: len(data) - 1),
    "tile: of an earlier checkpoint": ("custody/tile/0/001.p/9", lambda _: 40),
    "tile: hash of a tile": ("custody/tile/1/000.p/1", lambda _: 0),
    "bundle: length": ("custody/tile/entries/000", lambda _: 1),
    "bundle: length, high byte": ("custody/tile/entries/000", lambda _: 80),
    "bundle: commitment": ("custody/tile/entries/000", lambda _: 20),
    "bundle: version": ("custody/tile/entries/001.p/54", lambda _: 78),
    "bundle: of an earlier checkpoint": ("custody/tile/entries/001.p/9", lambda _: 40),
    "payload: brace": (PAYLOADS, lambda _: 0),
    "payload: name of a field": (PAYLOADS, lambda data: data.index(b"source") + 1),
    "payload: value": (PAYLOADS, lambda data: data.index(b"Valley") + 1),
    "payload: salt": (PAYLOADS, lambda data: data.index(b'"]') - 5),
    "payload: index": (PAYLOADS, lambda data: data.index(b'"i":17,') + 5),
    "payload: version": (PAYLOADS, lambda data: data.index(b'"v":1') + 4),
    "payload: line feed": (PAYLOADS, lambda data: data.index(b"\n")),
    "payload: last line feed": (PAYLOADS, lambda data: len(data) - 1),
}  # fmt: skip


@pytest.mark.parametrize("bit", [0, pytest.param(3, marks=pytest.mark.deep)])
@pytest.mark.parametrize("kind", CLASSES)
def test_one_flip_in_every_part_of_every_format_is_named(house: House, kind: str, bit: int) -> None:
    path, where = CLASSES[kind]
    whole = (house.root / path).read_bytes()
    with house.changed(path, flipped(whole, where(whole), bit)):
        assert house.blame(path)
        assert house.opening_loses_nothing()


@pytest.mark.parametrize("place", [0, 600_000, (1 << 20) + 2])
def test_one_flip_in_a_large_original_is_named(house: House, place: int) -> None:
    [path, _] = [name for name in house.files() if name.startswith("vault/objects/")]
    whole = (house.root / path).read_bytes()
    with house.changed(path, flipped(whole, place)):
        assert house.blame(path)


def flip_anywhere(house: House, seed: int, count: int) -> None:
    """Flip bits at random: first a file, then a place, so that small files get their share."""
    choice = random.Random(seed)  # noqa: S311 - a test that can be repeated, no secret
    files = house.files()
    for _ in range(count):
        path = choice.choice(files)
        whole = (house.root / path).read_bytes()
        place, bit = choice.randrange(len(whole)), choice.randrange(8)
        with house.changed(path, flipped(whole, place, bit)):
            assert house.blame(path), (path, place, bit)
            assert path.startswith("vault/") or house.opening_loses_nothing(), (path, place, bit)


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.deep) for seed in (2, 3))]
)
def test_random_flips_are_named(house: House, seed: int) -> None:
    flip_anywhere(house, seed, 55)


@pytest.mark.deep
@pytest.mark.timeout(1200)
def test_a_thousand_random_flips_are_named(house: House) -> None:
    flip_anywhere(house, 4711, 1000)


def test_no_file_can_be_removed_cut_or_lengthened_unseen(house: House) -> None:
    for path in house.files():
        if path.endswith((".p/5", ".p/205", ".p/9")):
            continue  # of an earlier checkpoint: may be gone, see the next test
        whole = (house.root / path).read_bytes()
        for data in (
            None,
            b"",
            whole[: len(whole) // 2],
            whole[:-1],
            whole + b"\0",
            whole + b"{}\n",
        ):
            with house.changed(path, data):
                named = house.named(path.partition("/")[0])
                # An open pack that lost whole members is a pack: these are named as missing.
                gone = path.startswith("vault/") and whole.startswith(data or b"")
                own = [name for name in named if name.startswith(path)]
                assert own or (gone and named), (path, data and len(data))
                assert path.startswith("vault/") or house.opening_loses_nothing(), path


def test_partial_tiles_of_earlier_checkpoints_may_go_but_not_change(house: House) -> None:
    for path in ("custody/tile/0/001.p/9", "custody/tile/entries/001.p/9"):
        whole = (house.root / path).read_bytes()
        with house.changed(path, None):
            assert house.named("custody") == set()
        for data in (whole[:-1], whole + b"\0", b"", whole[::-1]):
            with house.changed(path, data):
                assert house.named("custody") == {path}


@pytest.mark.parametrize(
    "path",
    ["vault/packs/00000009.tar", "vault/packs/x", "vault/objects/ab/x", "vault/y", "custody/x",
     "custody/tile/0/002", "custody/tile/0/001.p/55", "custody/tile/entries/001.p/255",
     "custody/payloads/001.jsonl", "custody/timestamps/1.tsr", "custody/tile/0/000.p/256"],
)  # fmt: skip
def test_nothing_can_be_slipped_in(house: House, path: str) -> None:
    with house.changed(path, b"x"):
        named = house.named(path.partition("/")[0])
        assert path in named
        assert "vault/packs/00000009.tar" in path or named == {path}


def test_files_that_changed_places_are_named(house: House) -> None:
    pairs = [
        ("vault/packs/00000001.tar", "vault/packs/00000002.tar"),
        ("custody/tile/0/000", "custody/tile/entries/000"),
        ("custody/head", "custody/checkpoint"),
        ("custody/tile/0/001.p/54", "custody/tile/0/001.p/9"),
        tuple(name for name in house.files() if name.startswith("vault/objects/")),
    ]
    for one, two in pairs:
        first, second = ((house.root / name).read_bytes() for name in (one, two))
        with house.changed(one, second), house.changed(two, first):
            named = house.named(one.partition("/")[0])
            if "packs" in one:
                # Members keep their names wherever they stand: nothing of the evidence changed.
                assert named == set()
            else:
                assert {one, two} <= named
            assert house.opening_loses_nothing()


def test_a_payload_line_that_was_moved_is_named(house: House) -> None:
    lines = split_lines((house.root / PAYLOADS).read_bytes())
    for one, two in ((0, 1), (5, 300), (308, 309)):
        moved = list(lines)
        moved[one], moved[two] = moved[two], moved[one]
        with house.changed(PAYLOADS, b"".join(moved)):
            assert house.blame(PAYLOADS)
            assert house.opening_loses_nothing()
        moved = [line for line in lines if line is not lines[one]]
        moved.insert(two, lines[one])
        with house.changed(PAYLOADS, b"".join(moved)):
            assert house.blame(PAYLOADS)
            assert house.opening_loses_nothing()


@pytest.mark.parametrize("letter", [b"\n", b"\r", b"\r\n", b"\n\n", b"\x0b", b"\x1c", b"\xc2\x85"])
def test_a_line_end_inside_a_payload_cuts_nothing(house: House, letter: bytes) -> None:
    whole = (house.root / PAYLOADS).read_bytes()
    for place in (0, 1, whole.index(b"\n") + 1, len(whole) // 2, len(whole) - 2, len(whole) - 1):
        with house.changed(PAYLOADS, whole[:place] + letter + whole[place:]):
            assert house.blame(PAYLOADS), place
            assert house.opening_loses_nothing(), place


def test_a_line_end_behind_the_last_payload_is_named_and_kept_aside(own_house: House) -> None:
    whole = (own_house.root / PAYLOADS).read_bytes()
    (own_house.root / PAYLOADS).write_bytes(whole + b"\n")
    assert own_house.named("custody") == {PAYLOADS}
    LogWriter.recover(own_house.log, own_house.signer)
    assert (own_house.root / PAYLOADS).read_bytes() == whole
    [kept] = (own_house.root / "work/quarantine").iterdir()
    assert kept.read_bytes() == b"\n"


def test_another_partial_tile_is_named(house: House) -> None:
    with house.changed("custody/tile/0/001.p/54", bytes(54 * 32)):
        assert house.blame("custody/tile/0/001.p/54")
        assert house.opening_loses_nothing()


def test_tiles_of_another_log_are_named(house: House, signer: Signer, tmp_path: Path) -> None:
    foreign = House(tmp_path, signer, (5, 200, 60, 45))
    foreign.vault.close()
    tiles = [name for name in house.files() if name.startswith("custody/tile/")]
    with contextlib.ExitStack() as stack:
        for name in tiles:
            stack.enter_context(house.changed(name, (foreign.root / name).read_bytes()))
        named = house.named("custody")
        assert {name for name in tiles if ".p/9" not in name} <= named
        assert house.opening_loses_nothing()
        assert house.refuses_to_be_written()


def test_a_whole_other_log_is_named(house: House, tmp_path: Path) -> None:
    foreign = House(tmp_path, Signer.generate("example.org/log"), (5, 200, 60, 45))
    foreign.vault.close()
    custody = [name for name in house.files() if name.startswith("custody/")]
    with contextlib.ExitStack() as stack:
        for name in custody:
            stack.enter_context(house.changed(name, (foreign.root / name).read_bytes()))
        assert {"custody/checkpoint", "custody/log.vkey"} <= house.named("custody")
        assert house.refuses_to_be_written()


# Something older is put back: by mistake, from a backup, or to hide what came since.


@pytest.fixture
def older(own_house: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the house as it was before its last commits."""
    copy = tmp_path_factory.mktemp("backup") / "older"
    shutil.copytree(own_house.root, copy)
    own_house.commit(3)
    own_house.commit(4)
    return copy


def put_back(house: House, older: Path, *paths: str) -> None:
    for path in paths:
        shutil.copyfile(older / path, house.root / path)


def test_an_old_head_is_named_and_forks_nothing(own_house: House, older: Path) -> None:
    put_back(own_house, older, "custody/head")
    assert own_house.named("custody") == {"custody/head"}
    assert own_house.refuses_to_be_written()
    assert own_house.opening_loses_nothing()


def test_an_old_checkpoint_is_named_and_forks_nothing(own_house: House, older: Path) -> None:
    put_back(own_house, older, "custody/checkpoint")
    assert "custody/head" in own_house.named("custody")
    assert own_house.refuses_to_be_written()
    assert own_house.opening_loses_nothing()


def test_old_head_and_checkpoint_over_newer_payloads_fork_nothing(
    own_house: House, older: Path
) -> None:
    put_back(own_house, older, "custody/head", "custody/checkpoint")
    assert PAYLOADS in own_house.named("custody")
    assert own_house.refuses_to_be_written()
    assert own_house.opening_loses_nothing()


def test_a_backup_copied_over_the_archive_forks_nothing(own_house: House, older: Path) -> None:
    """As `cp -r` or `rsync` without --delete does: what is newer and has another name stays."""
    shutil.copytree(older, own_house.root, dirs_exist_ok=True)
    named = own_house.named("custody")
    tiles = {f"custody/tile/{kind}/000.p/{size}" for kind in ("0", "entries") for size in (28, 32)}
    assert named == tiles | {f"custody/timestamps/{size}/north.tsr" for size in (25, 28)}
    assert own_house.refuses_to_be_written()
    assert own_house.opening_loses_nothing()


def test_a_backup_of_the_vault_alone_is_named_and_not_written_to(
    own_house: House, older: Path
) -> None:
    for pack in sorted((older / "vault/packs").iterdir()):
        place = own_house.root / "vault/packs" / pack.name
        place.chmod(0o644)
        shutil.copyfile(pack, place)
    assert any(name.startswith("vault/**/") for name in own_house.named("vault"))
    assert own_house.refuses_to_be_written()


def test_a_whole_older_archive_shows_nothing_of_what_came_later(
    own_house: House, older: Path
) -> None:
    """The limit of what a folder can tell of itself: a checkpoint kept elsewhere shows it."""
    shutil.rmtree(own_house.root / "custody")
    shutil.rmtree(own_house.root / "vault")
    shutil.copytree(older / "custody", own_house.root / "custody")
    shutil.copytree(older / "vault", own_house.root / "vault")
    assert own_house.named("custody") == set()
    assert not own_house.refuses_to_be_written()


def test_the_bundle_has_what_the_classes_above_say(house: House) -> None:
    data = (house.root / "custody/tile/entries/000").read_bytes()
    assert data[:2] == b"\x00\x4e"
    assert data[80:82] == b"\x00\x4e"
    assert decode_bundle(data)[0].startswith(b'{"c":"')


# An archive that has lived: checks, an erasure, a change of keys. Whatever lies there is flipped.


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[amana.Archive]:
    folder = tmp_path_factory.mktemp("lived")
    source = folder / "source"
    source.mkdir()
    for number in range(12):
        (source / f"{number}.txt").write_text(f"letter {number}\n" * number)
    (source / "large").write_bytes(b"large" * 300_000)
    with amana.init(folder / "archive", actor="Dalia Haddad") as archive:
        archive.add([source], amana.Form(source="S-1"), read=False)
        ref = archive.list()[1][3].ref
        order = archive.erasure.order(ref, basis="a court order")
        archive.as_actor(Actor(name="N. Aram"))
        archive.erasure.confirm(order)
        archive.keys.rotate()
        archive.add([source / "5.txt"], amana.Form(source="S-2"), read=False)
        assert archive.check().problems == ()
    # Opened without keys: nothing is entered, so that nothing changes from one flip to the next.
    (folder / "archive" / "keys").rename(folder / "keys")
    with amana.open(folder / "archive", actor="Dalia Haddad") as archive:
        yield archive


def flip_lived_in(archive: amana.Archive, seed: int, count: int) -> None:
    choice = random.Random(seed)  # noqa: S311 - a test that can be repeated, no secret
    files = [
        path
        for room in ("vault", "custody")
        for path in sorted((archive.root / room).rglob("*"))
        if path.is_file() and path.stat().st_size
    ]
    for number in range(count):
        path = files[number % len(files)] if number < 2 * len(files) else choice.choice(files)
        whole, mode = path.read_bytes(), path.stat().st_mode
        place, bit = choice.randrange(len(whole)), choice.randrange(8)
        path.chmod(0o600)
        path.write_bytes(flipped(whole, place, bit))
        try:
            named = {problem.path for problem in archive.check().problems}
        except CustodyError as error:  # the public key is damaged, and there is no private one
            named = {error.message.partition(",")[0]}
        path.write_bytes(whole)
        path.chmod(mode)
        own = str(path.relative_to(archive.root))
        assert any(n == own or n.startswith(f"{own}/") for n in named), (own, place, bit, named)
    assert archive.check().problems == ()


def test_every_kind_of_file_is_flipped_and_named(lived_in: amana.Archive) -> None:
    """Each file once or twice, whatever kinds there are by now."""
    flip_lived_in(lived_in, 3, 60)


@pytest.mark.deep
@pytest.mark.timeout(3600)
def test_a_thousand_flips_of_every_kind_of_file_are_named(lived_in: amana.Archive) -> None:
    flip_lived_in(lived_in, 4711, 1000)
