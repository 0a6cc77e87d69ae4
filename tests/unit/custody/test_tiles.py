from __future__ import annotations

import pytest

from amana.core import CustodyError
from amana.custody.merkle import EMPTY_ROOT, leaf_hash, node_hash, range_root
from amana.custody.tiles import (
    MAX_ENTRY,
    WIDTH,
    TreeBuilder,
    TreeReader,
    decode_bundle,
    encode_bundle,
    number_path,
    resource_path,
    resources,
    tile_root,
    widths,
)


@pytest.mark.parametrize(
    ("number", "path"),
    [
        (0, "000"),
        (7, "007"),
        (999, "999"),
        (1000, "x001/000"),
        (1234067, "x001/x234/067"),
        (123456789012, "x123/x456/x789/012"),
    ],
)
def test_numbers_are_spelled_in_elements_of_three_digits(number: int, path: str) -> None:
    assert number_path(number) == path


def test_the_example_of_tlog_tiles() -> None:
    """Section "Partial Tiles": a tree of 70,000."""
    found = list(resources(70_000))
    assert [w for kind, _, w in found if kind == "0"] == [256] * 273 + [112]
    assert [w for kind, _, w in found if kind == "1"] == [256, 17]
    assert [w for kind, _, w in found if kind == "2"] == [1]
    assert [w for kind, _, w in found if kind == "entries"] == [256] * 273 + [112]
    assert {kind for kind, _, _ in found} == {"0", "1", "2", "entries"}
    assert list(resources(256)) == [("0", 0, 256), ("entries", 0, 256), ("1", 0, 1)]
    assert list(resources(0)) == []
    assert widths(70_000, 1) == (1, 17)


def test_resource_paths() -> None:
    assert resource_path("entries", 0, 256) == "tile/entries/000"
    assert resource_path("1", 1234067, 17) == "tile/1/x001/x234/067.p/17"


def test_bundles_are_entries_with_their_lengths() -> None:
    entries = [b"a", b"", b"x" * MAX_ENTRY]
    data = encode_bundle(entries)
    assert data == b"\x00\x01a\x00\x00\xff\xff" + b"x" * MAX_ENTRY
    assert decode_bundle(data) == entries
    assert decode_bundle(b"") == []


def test_an_entry_has_a_greatest_length() -> None:
    with pytest.raises(CustodyError, match="longer than 65535"):
        encode_bundle([b"x" * (MAX_ENTRY + 1)])


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x01", b"\x00\x02a", b"\x00\x01a\x00"])
def test_a_bundle_that_ends_inside_an_entry_is_refused(data: bytes) -> None:
    with pytest.raises(CustodyError, match="ends inside an entry"):
        decode_bundle(data)


def test_the_root_of_a_full_tile_is_that_of_the_tree_above_it() -> None:
    row = [leaf_hash(b"%d" % i) for i in range(256)]
    whole = list(row)
    while len(whole) > 1:
        whole = [node_hash(whole[i], whole[i + 1]) for i in range(0, len(whole), 2)]
    assert tile_root(b"".join(row)) == whole[0]


def test_a_builder_starts_empty() -> None:
    tree = TreeBuilder(0, [], [])
    assert tree.root() == EMPTY_ROOT
    assert tree.append([]) == {}


def test_a_builder_says_which_files_change() -> None:
    tree = TreeBuilder(0, [], [])
    assert sorted(tree.append([b"a"])) == ["tile/0/000.p/1", "tile/entries/000.p/1"]
    changed = tree.append([b"b"] * (WIDTH + 9))
    assert sorted(changed) == [
        "tile/0/000",
        "tile/0/001.p/10",
        "tile/1/000.p/1",
        "tile/entries/000",
        "tile/entries/001.p/10",
    ]
    assert changed["tile/1/000.p/1"] == tile_root(changed["tile/0/000"])
    assert decode_bundle(changed["tile/entries/000"]) == [b"a"] + [b"b"] * 255


def test_a_copy_goes_its_own_way() -> None:
    tree = TreeBuilder(0, [], [])
    tree.append([b"a"])
    root = tree.root()
    other = tree.copy()
    other.append([b"b"])
    assert tree.root() == root
    assert other.root() == node_hash(leaf_hash(b"a"), leaf_hash(b"b"))
    assert tree.append([b"b"]).keys() == {"tile/0/000.p/2", "tile/entries/000.p/2"}


def test_three_levels_are_built_and_read() -> None:
    size = WIDTH * WIDTH + 3
    files: dict[str, bytes] = {}
    tree = TreeBuilder(0, [], [])
    leaves = [b"%d" % i for i in range(size)]
    for start in range(0, size, 10_000):
        files |= tree.append(leaves[start : start + 10_000])
    reader = TreeReader(size, lambda level, n, w: files[resource_path(str(level), n, w)])
    assert range_root(0, size, reader.fetch) == tree.root()
    assert reader.fetch(0, size - 1) == leaf_hash(leaves[-1])
    assert reader.fetch(16, 0) == files["tile/2/000.p/1"]
    assert reader.fetch(3, 5) == range_root(40, 48, reader.fetch)


def test_a_reader_notices_a_tile_that_is_too_short() -> None:
    reader = TreeReader(300, lambda _level, _number, width: bytes(32 * (width - 1)))
    assert reader.fetch(0, 298) == bytes(32)
    with pytest.raises(CustodyError, match="tile 0/1 is too short"):
        reader.fetch(0, 299)


def test_a_reader_asks_for_each_tile_once() -> None:
    asked: list[tuple[int, int, int]] = []

    def read(level: int, number: int, width: int) -> bytes:
        asked.append((level, number, width))
        return bytes(32 * width)

    reader = TreeReader(70_000, read)
    for index in (0, 255, 256, 69_999):
        reader.fetch(0, index)
    reader.fetch(8, 256)
    assert asked == [(0, 0, 256), (0, 1, 256), (0, 273, 112), (1, 1, 17)]
