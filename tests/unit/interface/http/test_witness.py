from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from amana.archive import Archive, WitnessHouse, init_archive
from amana.interface.http.witness import witness_app


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with init_archive(tmp_path / "archive", actor="nadia") as made:
        yield made


@pytest.fixture
def house(archive: Archive, tmp_path: Path) -> WitnessHouse:
    made = WitnessHouse.make(tmp_path / "witness", "example.org/witness")
    made.trust((archive.root / "custody" / "log.vkey").read_text())
    return made


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.anyio
async def test_it_speaks_the_protocol(archive: Archive, house: WitnessHouse) -> None:
    name = hashlib.sha256(archive.settings.origin.encode()).hexdigest()
    transport = httpx.ASGITransport(app=witness_app(house))
    async with httpx.AsyncClient(transport=transport, base_url="http://w.example") as client:
        assert (await client.get(f"/{name}/checkpoint")).status_code == 404
        request = archive.witnesses.request()
        signed = await client.post("/add-checkpoint", content=request)
        assert signed.status_code == 200
        assert signed.text.count("\u2014 example.org/witness ") == 2
        again = await client.post("/add-checkpoint", content=request)
        assert (again.status_code, again.text) == (409, "1\n")
        assert again.headers["content-type"] == "text/x.tlog.size"
        shown = await client.get(f"/{name}/checkpoint")
        assert shown.text == archive.checkpoint_note().decode() + signed.text
        assert (await client.post("/add-checkpoint", content=b"x")).status_code == 400
        assert (await client.get("/add-checkpoint")).status_code == 405
        assert (await client.get("/")).status_code == 404
        long = b"x" * (house.longest + 1)
        assert (await client.post("/add-checkpoint", content=long)).status_code == 413
