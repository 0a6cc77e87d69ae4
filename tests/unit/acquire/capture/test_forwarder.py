from __future__ import annotations

import asyncio
import os
import subprocess
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from amana.acquire.capture import forwarder, walls

SHOUT = """
exec 5<>/dev/tcp/127.0.0.1/{port}
head -c {size} /dev/zero >&5 &
head -c {size} <&5 | sha256sum >&4
wait
"""


@pytest.fixture
def sockets() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="am-") as folder:
        yield Path(folder)


async def inside(script: str, ways: list[Path]) -> tuple[bytes, int]:
    """Run a shell within the walls; returns what it wrote to the pipe, and its exit status."""
    theirs_in, writes = os.pipe()
    reads, theirs_out = os.pipe()
    command = walls.command(
        ["-c", script],
        ways=ways,
        pipe=(theirs_in, theirs_out),
        environment={},
        program=Path("/bin/bash"),
    )
    process = await asyncio.create_subprocess_exec(
        *command, stdin=subprocess.PIPE, pass_fds=(theirs_in, theirs_out), start_new_session=True
    )
    os.close(theirs_in)
    os.close(theirs_out)
    with os.fdopen(reads, "rb") as pipe:
        said = await asyncio.to_thread(pipe.read)
    status = await process.wait()
    os.close(writes)
    return said, status


def test_the_network_inside_is_loopback_alone() -> None:
    said, status = asyncio.run(inside("cat /proc/net/dev /proc/net/route >&4", [Path("/none")]))
    assert status == 0
    lines = said.decode().splitlines()
    assert [line.split(":")[0].strip() for line in lines if ":" in line] == ["lo"]
    assert lines[-1].startswith("Iface"), "there is a route to somewhere"


def test_what_goes_in_comes_out_and_a_slow_side_holds_the_other(sockets: Path) -> None:
    size = 8 << 20

    async def echo(reads: asyncio.StreamReader, writes: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.05)
        while part := await reads.read(1 << 14):
            writes.write(part)
            await writes.drain()
        writes.close()

    async def scene() -> bytes:
        async with await asyncio.start_unix_server(echo, sockets / "way"):
            script = SHOUT.format(port=forwarder.port_of(1), size=size)
            return (await inside(script, [Path("/none"), sockets / "way"]))[0]

    assert asyncio.run(scene()).split()[0].decode() == sha256(bytes(size)).hexdigest()


def test_a_way_that_leads_nowhere_closes() -> None:
    script = f"exec 5<>/dev/tcp/127.0.0.1/{forwarder.port_of(0)}; cat <&5 >/dev/null; echo shut >&4"
    said, _ = asyncio.run(inside(script, [Path("/none")]))
    assert said == b"shut\n"


def test_nothing_listens_at_other_ports() -> None:
    script = f"(exec 5<>/dev/tcp/127.0.0.1/{forwarder.port_of(1)}) 2>/dev/null || echo refused >&4"
    assert asyncio.run(inside(script, [Path("/none")]))[0] == b"refused\n"


def test_when_nobody_holds_its_standard_input_all_of_it_ends() -> None:
    theirs_in, writes = os.pipe()
    reads, theirs_out = os.pipe()
    command = walls.command(
        ["-c", "echo here >&4; sleep 600"],
        ways=[Path("/none")],
        pipe=(theirs_in, theirs_out),
        environment={},
        program=Path("/bin/bash"),
    )
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, pass_fds=(theirs_in, theirs_out), start_new_session=True
    ) as process:
        os.close(theirs_in)
        os.close(theirs_out)
        with os.fdopen(reads, "rb", buffering=0) as told:
            assert told.read(5) == b"here\n"
            assert process.stdin
            process.stdin.close()
            assert process.wait() == 128 + 9
            assert told.read() == b""  # and nobody is left who holds the pipe
    os.close(writes)


def test_a_program_that_is_not_there_is_told() -> None:
    pipe = os.pipe()
    command = walls.command(
        [], ways=[Path("/none")], pipe=pipe, environment={}, program=Path("/usr/bin/no-such")
    )
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=pipe
    ) as process:
        assert process.stderr
        assert b"no-such" in process.stderr.read()
        assert process.wait() == 1
    for each in pipe:
        os.close(each)
