"""What amana writes as OCFL is valid to others too, and no byte of it changes unseen."""

from __future__ import annotations

import contextlib
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import ocfl  # type: ignore[import-untyped]  # it has no types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.sharing.ocfl import check_ocfl
from amana.sharing.ocfl.findings import Findings
from amana.sharing.ocfl.inventory import read_inventory
from amana.sharing.ocfl.layouts import HASHED, HASHED_WITH_ID, Layout
from amana.sharing.ocfl.paths import conflicts
from amana.sharing.ocfl.spelling import About
from amana.sharing.ocfl.strict import NotStrict, parse
from amana.sharing.ocfl.writing import RootWriter

NAMES = st.text("abcXYZ.-_ \u0645\u0644\u0641\u00e9", min_size=1, max_size=8).filter(
    lambda name: name not in {".", ".."}
)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
IDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@contextlib.contextmanager
def written(objects: Mapping[str, Mapping[str, bytes]]) -> Iterator[Path]:
    """Write objects, given as files by their content path, into a new storage root."""
    with tempfile.TemporaryDirectory() as scratch:
        root = RootWriter(Path(scratch) / "root")
        for identity, files in objects.items():
            about = About(identity, "2026-11-21T18:00:00Z", "exported", ("archive", "amana:x"))
            root.publish(about, files, {})
        root.finish()
        root.close()
        yield Path(scratch) / "root"


@settings(max_examples=8)
@given(
    st.dictionaries(
        IDS, st.dictionaries(PATHS, st.binary(max_size=60), max_size=3), min_size=1, max_size=2
    )
)
def test_what_is_written_is_valid_here_and_elsewhere(
    objects: dict[str, dict[str, bytes]],
) -> None:
    sound = {f"urn:x:{i}": files for i, files in objects.items() if not list(conflicts(files))}
    with written(sound) as root:
        report = check_ocfl(root)
        assert (report.errors, report.objects) == ({}, len(sound))
        other = ocfl.StorageRoot(root=str(root))
        other.validate(check_digests=True)
        assert other.num_objects == other.good_objects == len(sound)


@pytest.fixture(scope="module")
def whole() -> Iterator[Path]:
    files = {"original": b"what came\n", "proof/entry.json": b"{}"}
    with written({"urn:example:one": files}) as root:
        yield root


@settings(max_examples=100)
@given(st.data())
def test_no_byte_of_an_object_changes_unseen(whole: Path, data: st.DataObject) -> None:
    inside = next(whole.rglob("0=ocfl_object_1.1")).parent
    path = data.draw(st.sampled_from(sorted(p for p in inside.rglob("*") if p.is_file())))
    before = path.read_bytes()
    place = data.draw(st.integers(0, len(before) - 1))
    bit = data.draw(st.integers(0, 7))
    changed = bytearray(before)
    changed[place] ^= 1 << bit
    path.write_bytes(changed)
    try:
        report = check_ocfl(whole)
    finally:
        path.write_bytes(before)
    # A digest is the same in capitals; the white space of a sidecar may be of another kind.
    same = re.fullmatch(rb"([0-9A-Fa-f]+)[ \t]+inventory\.json\r?\n?", changed)
    alike = ".sha512" in path.name and same is not None and same[1].lower() == before.split()[0]
    assert report.valid is alike


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["id", "type", "digestAlgorithm", "head", "contentDirectory", "manifest", "versions", "fixity"]
)
VALUES = JSON | st.sampled_from(
    ["sha512", "v1", "https://ocfl.io/1.1/spec/#inventory", {"v1": {"state": {}}}, {"0" * 128: []}]
)


@settings(max_examples=200)
@given(st.dictionaries(KEYS, VALUES))
def test_whatever_an_inventory_says_it_is_judged(members: dict[str, object]) -> None:
    findings = Findings()
    read_inventory(json.dumps(members).encode(), findings, "inventory.json")
    assert findings.errors


@given(st.binary(max_size=80))
def test_whatever_bytes_there_are_they_are_json_or_refused(data: bytes) -> None:
    with contextlib.suppress(NotStrict):
        assert parse(data) == json.loads(data)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_id_leads_out_of_a_storage_root(identity: str) -> None:
    for name in (HASHED, HASHED_WITH_ID):
        parts = Layout(extension_name=name).place(identity).split("/")
        assert not {".", ".."} & set(parts)
        assert all("\0" not in part for part in parts)
        assert len(parts) == 4
