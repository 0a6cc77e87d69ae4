from __future__ import annotations

import io
import shutil
import tarfile
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from amana.core import IntegrityError, sha256_hex
from amana.vault.backends import PosixVault
from amana.vault.packs import PackWriter, pack_numbers, pack_path
from amana.vault.scan import scan_pack
from amana.vault.ustar import END, extent, header, parse

sha256 = st.binary(min_size=32, max_size=32).map(bytes.hex)
sizes = st.integers(0, 8**11 - 1)


@given(sha256, sizes)
def test_a_header_is_read_as_it_was_written(sha256: str, size: int) -> None:
    assert parse(header(sha256, size)) == (sha256, size)
    info = tarfile.TarInfo.frombuf(header(sha256, size), "ascii", "strict")
    assert (info.name, info.size, info.mode) == (sha256, size, 0o444)


@given(sha256, sizes, st.integers(0, 4095))
def test_no_flipped_bit_of_a_header_is_accepted(sha256: str, size: int, bit: int) -> None:
    block = bytearray(header(sha256, size))
    block[bit // 8] ^= 1 << bit % 8
    with pytest.raises(IntegrityError):
        parse(bytes(block))


@given(st.binary(min_size=512, max_size=512) | st.binary(max_size=600))
def test_whatever_is_read_as_a_header_is_spelled_so(block: bytes) -> None:
    try:
        name, size = parse(block)
    except IntegrityError:
        return
    assert header(name, size) == block


@settings(max_examples=40)
@given(
    st.lists(st.binary(max_size=1500), max_size=12),
    st.integers(512, 6000),
    st.data(),
)
def test_every_changed_byte_of_any_pack_is_told(
    contents: list[bytes], seal_at: int, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        packs = Path(folder)
        writer = PackWriter(packs, 1, 0, seal_at=seal_at)
        members = [writer.append(sha256_hex(content), content) for content in contents]
        writer.sync()
        writer.close()
        numbers = pack_numbers(packs)
        found = [
            scan
            for number in numbers
            for scan in scan_pack(packs, number, is_open=number == numbers[-1], hash_bytes=True)
        ]
        assert [scan.member for scan in found] == members
        assert not any(scan.detail for scan in found)
        if not numbers:
            return
        number = data.draw(st.sampled_from(numbers))
        path = pack_path(packs, number)
        whole = path.read_bytes()
        assert len(whole) == sum(extent(m.size) for m in members if m.pack == number) + (
            0 if number == numbers[-1] else len(END)
        )
        place = data.draw(st.integers(0, len(whole) - 1))
        path.chmod(0o644)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        again = list(scan_pack(packs, number, is_open=number == numbers[-1], hash_bytes=True))
        assert any(scan.detail for scan in again)


class VaultStory(RuleBasedStateMachine):
    """Puts, commits, crashes and reopenings in any order, against a dictionary."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.committed: dict[str, bytes] = {}
        self.fresh: dict[str, bytes] = {}
        self.synced: str | None = None

    @initialize()
    def begin(self) -> None:
        self.vault = self.opened()
        self.state = self.vault.empty_state

    def opened(self) -> PosixVault:
        root = self.folder
        return PosixVault(root / "vault", root / "work", root / "cache.db", seal_at=6000)

    @precondition(lambda self: self.synced is None)
    @rule(content=st.binary(max_size=2000))
    def put(self, content: bytes) -> None:
        digests = self.vault.put(io.BytesIO(content))
        assert digests.sha256 in self.vault
        if digests.sha256 not in self.committed:
            self.fresh[digests.sha256] = content

    @precondition(lambda self: self.synced is None)
    @rule(number=st.integers(0, 2))
    def put_large(self, number: int) -> None:
        content = bytes([number]) * (1 << 20)
        self.put(content)

    @precondition(lambda self: self.synced is None)
    @rule()
    def sync(self) -> None:
        self.synced = self.vault.sync()

    @precondition(lambda self: self.synced is not None)
    @rule()
    def accept(self) -> None:
        self.vault.accept()
        self.happened()

    def happened(self) -> None:
        self.state = self.synced or self.state
        self.committed |= self.fresh
        self.dropped()

    def dropped(self) -> None:
        self.synced = None
        self.fresh.clear()

    @rule()
    def discard(self) -> None:
        self.vault.discard()
        self.dropped()

    @rule(lost_cache=st.booleans())
    def crash(self, *, lost_cache: bool) -> None:
        """The process ends; whether the log had the commit is for the log to say."""
        self.reopen(lost_cache=lost_cache)
        self.dropped()
        self.recover()

    @precondition(lambda self: self.synced is not None)
    @rule(lost_cache=st.booleans())
    def crash_after_the_commit(self, *, lost_cache: bool) -> None:
        self.reopen(lost_cache=lost_cache)
        self.happened()
        self.recover()

    def reopen(self, *, lost_cache: bool) -> None:
        self.vault.close()
        if lost_cache:
            for path in self.folder.glob("cache.db*"):
                path.unlink()
        self.vault = self.opened()

    def recover(self) -> None:
        self.vault.recover(self.state, self.committed.__contains__)

    @invariant()
    def everything_committed_is_there(self) -> None:
        for sha256, content in self.committed.items():
            with self.vault.open(sha256) as stream:
                assert stream.read() == content

    @precondition(lambda self: not self.fresh and self.synced is None)
    @rule()
    def check(self) -> None:
        self.vault.discard()
        problems = [v.problem for v in self.vault.check(self.committed.keys()) if v.problem]
        assert problems == []

    def teardown(self) -> None:
        self.vault.close()
        shutil.rmtree(self.folder)


def test_any_story_of_a_vault_ends_well() -> None:
    run_state_machine_as_test(
        VaultStory, settings=settings(max_examples=30, stateful_step_count=25, deadline=None)
    )
