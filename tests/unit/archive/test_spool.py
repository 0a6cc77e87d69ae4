from __future__ import annotations

import io
from pathlib import Path

import pytest

from amana.archive.spool import Spool, open_spooled, sweep
from amana.core import IntegrityError, sha256_hex


def test_bytes_wait_under_their_digest_and_go_with_the_spool(tmp_path: Path) -> None:
    with Spool(tmp_path) as spool:
        digests = spool.put(io.BytesIO(b"letter"))
        assert digests.sha256 == sha256_hex(b"letter")
        ((name, told),) = spool.names()
        assert told == digests
        with open_spooled(tmp_path, name) as stream:
            assert stream.read() == b"letter"
        assert [stream.read() for stream in spool.streams()] == [b"letter"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../keys/log.pem", "g/../../x", "/etc/passwd", "g/" + "a" * 63])
def test_only_names_of_spooled_files_are_opened(tmp_path: Path, name: str) -> None:
    with pytest.raises(IntegrityError):
        open_spooled(tmp_path, name)


def test_sweep_leaves_living_spools_alone(tmp_path: Path) -> None:
    dead = tmp_path / "gdead"
    dead.mkdir()
    (dead / ("a" * 64)).write_bytes(b"left behind")
    with Spool(tmp_path) as spool:
        spool.put(io.BytesIO(b"letter"))
        sweep(tmp_path)
        assert not dead.exists()
        assert [stream.read() for stream in spool.streams()] == [b"letter"]
