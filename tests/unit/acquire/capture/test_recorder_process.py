"""The process by itself: what its lines say, and that it ends with its caller."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec

from amana.acquire.capture.control import Close, Failed, Open, Opened, Ready, Tidings
from amana.acquire.capture.profiles import Limits


def test_orders_come_in_and_tidings_go_out_line_by_line(tmp_path: Path) -> None:
    orders = [
        Open(slot=1, folder=str(tmp_path), limits=Limits(free_bytes=1)),
        Close(slot=2, within=0),
    ]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "amana.acquire.capture.recorder_process", str(tmp_path)],
        input=b"".join(msgspec.json.encode(order) + b"\n" for order in orders),
        capture_output=True,
        check=True,
    )
    told = [msgspec.json.decode(line, type=Tidings) for line in done.stdout.splitlines()]
    assert isinstance(told[0], Ready)
    assert Opened(slot=1, socket=str(tmp_path / "slot-1")) in told
    assert Failed(slot=2, said="this slot is not open") in told
    assert done.stderr == b""
    assert (tmp_path / "data.warc.gz").stat().st_size > 0
    assert not (tmp_path / "slot-1").exists()
