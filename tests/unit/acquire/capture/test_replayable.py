"""A copy for programs that do not know every framing."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from amana.acquire.capture.bundle import bundle
from amana.acquire.capture.replayable import replayable
from amana.acquire.capture.rereading import reread

if TYPE_CHECKING:
    from tests.unit.acquire.capture.scenes import Scene


def members(made: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(made) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_chunks_are_undone_and_the_rest_stays(scene: Scene, tmp_path: Path) -> None:
    bundle(scene.write(), tmp_path / "whole.wacz")
    before = (tmp_path / "whole.wacz").read_bytes()
    replayable(tmp_path / "whole.wacz", tmp_path / "copy.wacz")
    assert (tmp_path / "whole.wacz").read_bytes() == before
    whole, copy = members(tmp_path / "whole.wacz"), members(tmp_path / "copy.wacz")
    assert not [name for name in copy if name.startswith("evidence/")]
    plain = gzip.decompress(copy["archive/data.warc.gz"])
    assert b"Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}\r\n\r\n" in plain
    assert b"chunked" not in plain
    (tmp_path / "copy.warc.gz").write_bytes(copy["archive/data.warc.gz"])
    found, was = reread(tmp_path / "copy.warc.gz"), reread(scene.folder / "data.warc.gz")
    assert not found.torn
    assert [each.record for each in found.found] == [each.record for each in was.found]
    changed = [new.kind for new, old in zip(found.found, was.found, strict=True)
               if new.sha256 != old.sha256]  # fmt: skip
    assert changed == ["response"]
    keys = [line.split(b" ")[0] for line in copy["indexes/index.cdx"].splitlines()]
    assert keys == [line.split(b" ")[0] for line in whole["indexes/index.cdx"].splitlines()]
    assert "Derived" in json.loads(copy["datapackage.json"])["description"]


def test_the_same_bundle_gives_the_same_copy(scene: Scene, tmp_path: Path) -> None:
    bundle(scene.write(), tmp_path / "whole.wacz")
    for name in ("a", "b"):
        replayable(tmp_path / "whole.wacz", tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
