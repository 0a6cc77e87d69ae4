"""What every place that keeps bytes must do (`amana.vault.Vault`)."""

from __future__ import annotations

import errno
import io
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from amana.core import (
    IntegrityError,
    NotFound,
    StorageFull,
    UnavailableError,
    digest_stream,
    sha256_hex,
)
from amana.vault import SMALL, Extent, Vault
from amana.vault.backends import MemoryVault, PosixVault

LARGE = bytes(range(256)) * 5000
assert len(LARGE) > SMALL


def put(vault: Vault, *contents: bytes) -> list[str]:
    return [vault.put(io.BytesIO(content)).sha256 for content in contents]


def commit(vault: Vault, *contents: bytes) -> str:
    put(vault, *contents)
    state = vault.sync()
    vault.accept()
    return state


def read(vault: Vault, content: bytes) -> bytes:
    with vault.open(sha256_hex(content)) as stream:
        return stream.read()


def problems(vault: Vault, *wanted: bytes) -> list[str]:
    verdicts = vault.check({sha256_hex(content) for content in wanted})
    return [v.problem.detail for v in verdicts if v.problem]


@pytest.fixture(params=["memory", "posix"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Vault]:
    made: Vault = (
        MemoryVault()
        if request.param == "memory"
        else PosixVault(tmp_path / "vault", tmp_path / "work", tmp_path / "cache" / "vault.db")
    )
    yield made
    made.close()


def nothing(_: str) -> bool:
    return False


def test_an_empty_vault_holds_nothing(vault: Vault) -> None:
    assert vault.sync() == vault.empty_state
    vault.accept()
    assert sha256_hex(b"one") not in vault
    with pytest.raises(NotFound, match="no object"):
        vault.open(sha256_hex(b"one"))
    assert problems(vault) == []


@pytest.mark.parametrize("content", [b"", b"one", b"x" * (SMALL - 1), b"y" * SMALL, LARGE])
def test_what_is_committed_comes_back_as_it_was(vault: Vault, content: bytes) -> None:
    digests = vault.put(io.BytesIO(content))
    assert digests == digest_stream(io.BytesIO(content))
    assert digests.sha256 in vault
    vault.sync()
    vault.accept()
    assert digests.sha256 in vault
    with vault.open(digests.sha256) as stream:
        assert stream.seekable()
        assert stream.read() == content
        stream.seek(len(content) // 2)
        assert stream.read() == content[len(content) // 2 :]
    assert problems(vault, content) == []


def test_the_same_bytes_are_kept_once(vault: Vault) -> None:
    before = commit(vault, b"one", LARGE, b"one", LARGE)
    assert commit(vault, b"one", LARGE) == before
    verdicts = list(vault.check({sha256_hex(b"one"), sha256_hex(LARGE)}))
    assert [v.size for v in sorted(verdicts, key=lambda v: v.size)] == [3, len(LARGE)]


def test_what_is_discarded_leaves_no_trace(vault: Vault) -> None:
    state = commit(vault, b"kept", LARGE)
    put(vault, b"dropped", LARGE[1:], b"kept")
    vault.discard()
    assert sha256_hex(b"dropped") not in vault
    assert sha256_hex(LARGE[1:]) not in vault
    assert vault.sync() == state
    vault.accept()
    assert (read(vault, b"kept"), read(vault, LARGE)) == (b"kept", LARGE)
    assert problems(vault, b"kept", LARGE) == []


def test_what_was_synced_and_found_uncommitted_can_be_discarded(vault: Vault) -> None:
    state = commit(vault, b"kept", LARGE)
    put(vault, b"dropped", LARGE[1:])
    assert vault.sync() != state
    vault.discard()
    assert problems(vault, b"kept", LARGE) == []
    assert commit(vault) == state
    assert commit(vault, b"dropped", LARGE[1:]) != state
    assert problems(vault, b"kept", LARGE, b"dropped", LARGE[1:]) == []


def test_nothing_is_put_while_the_last_commit_is_in_doubt(vault: Vault) -> None:
    put(vault, b"one")
    vault.sync()
    with pytest.raises(UnavailableError, match="what became of the last commit"):
        put(vault, b"two")
    vault.accept()
    put(vault, b"two")


def test_what_is_erased_is_gone_and_the_rest_stays(vault: Vault) -> None:
    state = commit(vault, b"one", b"two", LARGE, b"three", LARGE[1:])
    gone = [sha256_hex(content) for content in (b"two", LARGE)]
    places = vault.extents(gone)
    assert vault.extents([sha256_hex(b"never")]) == ()
    for _ in range(2):  # again, as after a crash
        vault.erase(gone, places)
        for sha256 in gone:
            assert sha256 not in vault
            with pytest.raises(NotFound):
                vault.open(sha256)
    assert vault.extents(gone) == ()
    kept = (b"one", b"three", LARGE[1:])
    assert [read(vault, content) for content in kept] == list(kept)
    wanted = {sha256_hex(content) for content in kept}
    assert [v.problem for v in vault.check(wanted, erased=places) if v.problem] == []
    assert vault.sync() == state
    vault.accept()
    vault.recover(state, lambda sha256: sha256 in wanted)
    commit(vault, b"two", LARGE)  # it may come again
    assert problems_with(vault, places, *kept, b"two", LARGE) == []


def problems_with(vault: Vault, erased: tuple[Extent, ...], *wanted: bytes) -> list[str]:
    verdicts = vault.check({sha256_hex(content) for content in wanted}, erased=erased)
    return [v.problem.detail for v in verdicts if v.problem]


def test_tombstones_are_held_against_the_log(vault: Vault) -> None:
    commit(vault, b"one", b"two", b"three")
    places = vault.extents([sha256_hex(b"two")])
    (undone,) = problems_with(vault, places, b"one", b"two", b"three")
    assert "was erased as the custody log says, but" in undone
    vault.erase([sha256_hex(b"two")], places)
    (unlogged,) = problems(vault, b"one", b"three")
    assert "no entry of the custody log says so" in unlogged
    missing = problems_with(vault, places, b"one", b"two", b"three")
    assert missing == ["is missing from the vault"]


def test_something_else_is_never_erased(vault: Vault) -> None:
    commit(vault, b"one", b"two")
    places = vault.extents([sha256_hex(b"two")])
    with pytest.raises(IntegrityError):
        vault.erase([sha256_hex(b"one")], places)
    assert problems(vault, b"one", b"two") == []


def test_nothing_is_erased_while_something_is_taken_in(vault: Vault) -> None:
    commit(vault, b"one")
    put(vault, b"two")
    with pytest.raises(UnavailableError, match="being taken in"):
        vault.erase([sha256_hex(b"one")], vault.extents([sha256_hex(b"one")]))
    vault.sync()
    vault.accept()
    assert problems(vault, b"one", b"two") == []


def test_recovery_goes_back_to_what_was_committed(vault: Vault) -> None:
    state = commit(vault, b"kept", LARGE)
    put(vault, b"late", LARGE[1:])
    vault.sync()
    vault.recover(state, lambda sha256: sha256 in {sha256_hex(b"kept"), sha256_hex(LARGE)})
    assert sha256_hex(b"late") not in vault
    assert sha256_hex(LARGE[1:]) not in vault
    assert problems(vault, b"kept", LARGE) == []
    commit(vault, b"late", LARGE[1:])
    assert problems(vault, b"kept", LARGE, b"late", LARGE[1:]) == []


def test_recovery_goes_forward_to_what_was_committed(vault: Vault) -> None:
    commit(vault, b"kept")
    put(vault, b"late", LARGE)
    state = vault.sync()
    vault.recover(state, lambda _: True)
    assert (read(vault, b"late"), read(vault, LARGE)) == (b"late", LARGE)
    assert problems(vault, b"kept", b"late", LARGE) == []
    assert commit(vault, b"late", LARGE) == state


def test_a_vault_that_does_not_reach_what_was_committed_says_so(vault: Vault) -> None:
    reached = commit(vault, b"one")
    further = commit(vault, b"two")
    put(vault, b"three")
    beyond = vault.sync()
    vault.recover(further, nothing)
    with pytest.raises(IntegrityError, match="were committed"):
        vault.recover(beyond, nothing)
    vault.recover(further, nothing)
    assert reached != further
    assert problems(vault, b"one", b"two") == []


def test_the_check_names_what_is_missing_and_what_nobody_knows(vault: Vault) -> None:
    commit(vault, b"one", b"two")
    assert problems(vault, b"one", b"three")[-1] == "is missing from the vault"
    assert any("is not in the custody log" in detail for detail in problems(vault, b"one"))


def test_a_name_that_is_no_digest_names_nothing(vault: Vault) -> None:
    for name in ("", "../../etc/passwd", sha256_hex(b"one").upper()):
        with pytest.raises(NotFound):
            vault.open(name)
        with pytest.raises(NotFound):
            assert name not in vault


def test_an_error_of_the_source_is_the_error_of_the_source(vault: Vault) -> None:
    class Broken(io.BytesIO):
        """As many bytes as it was made of, and then no more of the disk."""

        def read(self, size: int | None = -1) -> bytes:
            found = super().read(size)
            if not found:
                raise OSError(errno.EIO, "bad sector")
            return found

    state = commit(vault, b"one")
    for good in (b"", b"few", LARGE, LARGE * 4):
        with pytest.raises(OSError, match="bad sector") as caught:
            vault.put(Broken(good))
        assert caught.value.errno == errno.EIO
    put(vault, b"two")
    assert vault.sync() != state
    vault.accept()
    assert problems(vault, b"one", b"two") == []


# What follows is about a folder alone.

Open = Callable[..., PosixVault]


@pytest.fixture
def reopen(tmp_path: Path) -> Iterator[Open]:
    """Return what opens the same folder again and again, as a new process would."""
    opened: list[PosixVault] = []

    def again(seal_at: int = 1 << 30) -> PosixVault:
        opened.append(
            PosixVault(
                tmp_path / "vault",
                tmp_path / "work",
                tmp_path / "cache" / "vault.db",
                seal_at=seal_at,
            )
        )
        return opened[-1]

    yield again
    for each in opened:
        each.close()


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def quarantined(tmp_path: Path) -> dict[str, bytes]:
    """Return what is in quarantine by its name without the unique part."""
    return {
        name.split("-", 5)[5]: data for name, data in files(tmp_path / "work/quarantine").items()
    }


def test_the_vault_is_what_the_format_says(reopen: Open, tmp_path: Path) -> None:
    vault = reopen()
    assert commit(vault, b"one", LARGE, b"two") == "00000001:2048"
    sha256 = sha256_hex(LARGE)
    place = f"objects/{sha256[:2]}/{sha256[2:4]}/{sha256}"
    assert sorted(files(tmp_path / "vault")) == [place, "packs/00000001.tar"]
    assert (tmp_path / "vault" / place).stat().st_mode & 0o777 == 0o444
    assert (tmp_path / "vault" / place).stat().st_nlink == 1
    assert files(tmp_path / "work") == {}


def test_packs_are_sealed_as_they_grow(reopen: Open, tmp_path: Path) -> None:
    vault = reopen(seal_at=8192)
    contents = [b"%d" % number * 100 for number in range(40)]
    states = [commit(vault, content) for content in contents]
    assert len(files(tmp_path / "vault/packs")) > 3
    assert problems(vault, *contents) == []
    assert sorted(states) == states
    again = reopen(seal_at=8192)
    again.recover(states[-1], nothing)
    assert [read(again, content) for content in contents] == contents
    assert commit(again, b"more") > states[-1]
    assert problems(again, *contents, b"more") == []


def test_recovery_undoes_a_seal(reopen: Open, tmp_path: Path) -> None:
    vault = reopen(seal_at=4096)
    state = commit(vault, b"a" * 1000)
    put(vault, *(bytes([number]) * 1000 for number in range(9)))
    vault.sync()
    vault.close()
    again = reopen(seal_at=4096)
    again.recover(state, nothing)
    assert problems(again, b"a" * 1000) == []
    assert sum(map(len, quarantined(tmp_path).values())) >= 9 * 1536
    commit(again, b"b" * 1000)
    assert problems(again, b"a" * 1000, b"b" * 1000) == []


def test_what_recovery_takes_away_is_in_quarantine(reopen: Open, tmp_path: Path) -> None:
    vault = reopen()
    state = commit(vault, b"kept")
    put(vault, b"late", LARGE)
    vault.sync()
    (tmp_path / "work/objects/new-abc").write_bytes(b"half of an upload")
    vault.close()
    again = reopen()
    again.recover(state, nothing)
    kept = quarantined(tmp_path)
    assert kept.pop(sha256_hex(LARGE)) == LARGE
    assert kept.pop("new-abc") == b"half of an upload"
    assert b"late" in kept.pop("00000001.tar.from-1024")
    assert kept == {}
    assert sha256_hex(LARGE) not in again


@pytest.mark.parametrize("linked", [True, False])
def test_a_committed_object_that_is_still_staged_stays(
    reopen: Open, tmp_path: Path, *, linked: bool
) -> None:
    """After the commit came a crash; or the object was lost, handed in again, and then it came."""
    vault = reopen()
    put(vault, LARGE)
    state = vault.sync()
    place = tmp_path / "vault/objects" / sha256_hex(LARGE)[:2] / sha256_hex(LARGE)[2:4]
    if not linked:
        (place / sha256_hex(LARGE)).unlink()
    vault.close()
    again = reopen()
    again.recover(state, lambda sha256: sha256 == sha256_hex(LARGE))
    assert read(again, LARGE) == LARGE
    assert problems(again, LARGE) == []
    assert files(tmp_path / "work") == {}


def test_an_uncommitted_object_leaves_its_place(reopen: Open, tmp_path: Path) -> None:
    vault = reopen()
    put(vault, LARGE)
    vault.sync()
    vault.close()
    again = reopen()
    again.recover(again.empty_state, nothing)
    assert sha256_hex(LARGE) not in again
    assert files(tmp_path / "vault") == {}
    assert quarantined(tmp_path) == {sha256_hex(LARGE): LARGE}
    commit(again, LARGE)
    assert problems(again, LARGE) == []


def test_a_pack_that_lost_bytes_is_not_written_to(reopen: Open, tmp_path: Path) -> None:
    vault = reopen()
    state = commit(vault, b"one", b"two")
    vault.close()
    pack = tmp_path / "vault/packs/00000001.tar"
    whole = pack.read_bytes()
    pack.write_bytes(whole[:1024])
    again = reopen()
    with pytest.raises(IntegrityError, match="has 1024 bytes, but 2048 were committed"):
        again.recover(state, nothing)
    with pytest.raises(UnavailableError):
        put(again, b"three")
    assert pack.read_bytes() == whole[:1024]
    pack.write_bytes(whole)
    again.recover(state, nothing)
    assert problems(again, b"one", b"two") == []


INDEX_DAMAGE: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: shutil.rmtree(path.parent),
    "empty": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(b"\xff" * 9999),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "no rows": lambda path: _execute(path, "DELETE FROM member"),
    "no state": lambda path: _execute(path, "DELETE FROM meta WHERE name = 'state'"),
    "other places": lambda path: _execute(path, "UPDATE member SET start = start + 1024"),
    "other packs": lambda path: _execute(path, "UPDATE member SET pack = 7"),
    "other sizes": lambda path: _execute(path, "UPDATE member SET size = size + 1"),
    "swapped": lambda path: _execute(path, "UPDATE member SET start = 5120 - start"),
    "older": lambda path: _execute(
        path, "UPDATE meta SET value = '00000001:1024' WHERE name = 'state'"
    ),
    "newer": lambda path: _execute(
        path, "UPDATE meta SET value = '00000009:1024' WHERE name = 'state'"
    ),
    "nonsense": lambda path: _execute(path, "UPDATE meta SET value = 'x' WHERE name = 'state'"),
    "a member too many": lambda path: _execute(
        path,
        "INSERT OR REPLACE INTO member VALUES (?, 1, 512, 3)",
        sha256_hex(b"five"),
    ),
}


def _execute(path: Path, statement: str, *values: str) -> None:
    db = sqlite3.connect(path)
    db.execute(statement, values)
    db.commit()
    db.close()


@pytest.mark.parametrize("damage", INDEX_DAMAGE)
def test_a_wrong_index_costs_nothing_but_time(reopen: Open, tmp_path: Path, damage: str) -> None:
    contents = (b"one", b"two", b"three", b"four")
    vault = reopen()
    state = commit(vault, *contents)
    vault.close()
    INDEX_DAMAGE[damage](tmp_path / "cache/vault.db")
    reader = reopen()
    assert [read(reader, content) for content in contents] == list(contents)
    with pytest.raises(NotFound):
        reader.open(sha256_hex(b"five"))
    reader.close()
    INDEX_DAMAGE[damage](tmp_path / "cache/vault.db")
    writer = reopen()
    writer.recover(state, nothing)
    after = commit(writer, b"five", *contents)
    assert [read(writer, content) for content in (*contents, b"five")] == [*contents, b"five"]
    assert problems(writer, *contents, b"five") == []
    writer.close()
    last = reopen()
    last.recover(after, nothing)
    assert [read(last, content) for content in (*contents, b"five")] == [*contents, b"five"]


def test_an_index_that_breaks_while_it_is_used_loses_nothing(reopen: Open, tmp_path: Path) -> None:
    vault = reopen()
    commit(vault, b"one")
    index = vault._index
    index._db.execute("DROP TABLE member")
    index._db.commit()
    state = commit(vault, b"two", b"one")
    assert (read(vault, b"one"), read(vault, b"two")) == (b"one", b"two")
    vault.close()
    again = reopen()
    again.recover(state, nothing)
    assert (read(again, b"one"), read(again, b"two")) == (b"one", b"two")
    assert problems(again, b"one", b"two") == []
    assert tmp_path.exists()


def test_a_reader_finds_what_the_committer_adds(reopen: Open, tmp_path: Path) -> None:
    writer, reader = reopen(), reopen()
    for content in (b"one", LARGE, b"two"):
        commit(writer, content)
        assert read(reader, content) == content
    shutil.rmtree(tmp_path / "cache")
    late = reopen()
    commit(writer, b"three")
    for content in (b"one", b"two", b"three"):
        assert read(late, content) == content


def test_a_reader_without_an_index_does_not_mislead_the_committer(
    reopen: Open, tmp_path: Path
) -> None:
    """It sees what is written but not committed; when that is dropped, nobody may believe in it."""
    vault = reopen()
    commit(vault, b"one")
    big = [bytes([number]) * (SMALL - 1) for number in range(6)]
    put(vault, *big)
    shutil.rmtree(tmp_path / "cache")
    reader = reopen()
    assert read(reader, b"one") == b"one"
    with pytest.raises(NotFound):
        reader.open(sha256_hex(b"nothing"))
    vault.discard()
    with pytest.raises(NotFound):
        reader.open(sha256_hex(big[0]))
    commit(vault, big[0])
    assert read(reader, big[0]) == big[0]
    assert problems(vault, b"one", big[0]) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
@pytest.mark.parametrize("call", ["write", "fsync", "fdatasync", "link", "rename"])
def test_a_disk_that_refuses_is_told_and_nothing_committed_is_touched(
    reopen: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    vault = reopen()
    state = commit(vault, b"one", LARGE)
    before = files(tmp_path / "vault")
    full = StorageFull if number != errno.EIO else UnavailableError

    def refuse(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuse)
        with pytest.raises(full):  # noqa: PT012 - one of the two fails
            put(vault, b"two", LARGE[1:])
            vault.sync()
    vault.discard()
    assert files(tmp_path / "vault") == before
    assert vault.sync() == state
    vault.accept()
    commit(vault, b"two", LARGE[1:])
    assert problems(vault, b"one", LARGE, b"two", LARGE[1:]) == []


def test_a_disk_that_refuses_to_remove_a_second_name_harms_no_commit(
    reopen: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = reopen()
    put(vault, LARGE)
    state = vault.sync()

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", refuse)
        vault.accept()
    assert read(vault, LARGE) == LARGE
    vault.close()
    again = reopen()
    again.recover(state, lambda _: True)
    assert problems(again, LARGE) == []
    assert files(tmp_path / "work") == {}


def test_an_object_that_cannot_be_read_is_told_as_such(
    reopen: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = reopen()
    commit(vault, b"one", LARGE)

    def refuse(*_: object, **__: object) -> BinaryIO:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(IntegrityError, match="cannot be read: Input/output error"):
        vault.open(sha256_hex(LARGE))
    with pytest.raises(IntegrityError, match="cannot be read"):
        vault.open(sha256_hex(b"one"))
    assert tmp_path.exists()


def test_an_index_that_is_lost_in_use_hides_nothing(reopen: Open, tmp_path: Path) -> None:
    """An I/O error makes it empty until the next recovery; an erasure asks it what is to go."""
    posix = reopen()
    commit(posix, b"one", LARGE)
    first = posix.place(sha256_hex(b"one"))
    with sqlite3.connect(tmp_path / "cache" / "vault.db") as index:
        index.execute("DELETE FROM member")
    index.close()
    commit(posix, b"two")
    for content in (b"one", b"two", LARGE):
        assert sha256_hex(content) in posix
    assert posix.place(sha256_hex(b"one")) == first
    assert posix.place(sha256_hex(b"none")) is None
    assert sha256_hex(b"none") not in posix
