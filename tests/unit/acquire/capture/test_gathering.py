"""A folder read as it lies there; what is missing or torn is in test_bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amana.acquire.capture.gathering import gather

if TYPE_CHECKING:
    from tests.unit.acquire.capture.scenes import Scene


def test_files_of_folders_below_lie_side_by_side(scene: Scene) -> None:
    found = gather(scene.write())
    assert "frame-001.html" in found.parts
    assert sum(name.startswith("tls-") for name in found.parts) == 1
    assert found.lacking == set()


def test_what_has_no_place_in_a_capture_is_left(scene: Scene) -> None:
    folder = scene.write()
    for name in ("picture-middle.png", "frames/../x.html", "frames/a.html", "tls/x.pem", "odd"):
        (folder / name).write_bytes(b"")
    assert not {"picture-middle.png", "x.html", "frame-a.html", "tls-x.pem", "odd"} & (
        gather(folder).parts.keys()
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [("picture-after.png", "picture-after-torn"), ("page.pdf", "pdf-torn"),
     ("picture-after-2.png", "picture-after-2-torn")],
)  # fmt: skip
def test_half_a_picture_is_told(scene: Scene, name: str, code: str) -> None:
    path = scene.write() / name
    path.write_bytes(path.read_bytes()[:-9])
    assert gather(scene.folder).lacking == {code}


def test_a_torn_line_is_left_out(scene: Scene) -> None:
    path = scene.write() / "exchanges.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole[:-5])
    found = gather(scene.folder)
    assert len(found.exchanges) == 2
    assert found.parts["exchanges.jsonl"].size == whole.rindex(b"\n", 0, -1) + 1


def test_a_torn_line_of_the_network_is_left_out(scene: Scene) -> None:
    path = scene.write() / "collector-network.jsonl"
    path.write_bytes(path.read_bytes() + b'{"half"')
    collector = gather(scene.folder).collector
    assert collector is not None
    assert len(collector.network) == 1


@pytest.mark.parametrize("wrong", [b'{"url": "\xff"}', b"[" * 100_000 + b"]" * 100_000])
def test_what_a_disk_made_of_a_line_or_a_note_is_told(scene: Scene, wrong: bytes) -> None:
    folder = scene.write()
    for name in ("exchanges.jsonl", "console.jsonl", "collector-network.jsonl"):
        (folder / name).write_bytes((folder / name).read_bytes() + wrong + b"\n")
    (folder / "shown.json").write_bytes(wrong)
    found = gather(folder)
    assert "shown-torn" in found.lacking
    assert len(found.exchanges) == 3
    assert "exchanges.jsonl" in {each.name for each in found.defects}
