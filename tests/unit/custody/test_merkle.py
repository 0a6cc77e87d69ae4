from __future__ import annotations

import hashlib

import pytest

from amana.core import CustodyError
from amana.custody.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    range_root,
    verify_consistency,
    verify_inclusion,
)

LEAVES = [leaf_hash(b"%d" % i) for i in range(7)]


def mth(leaves: list[bytes]) -> bytes:
    """Return the Merkle tree hash as RFC 6962 section 2.1 writes it, over hashes of leaves."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return node_hash(mth(leaves[:k]), mth(leaves[k:]))


def fetch(level: int, index: int) -> bytes:
    return mth(LEAVES[index << level : (index + 1) << level])


def test_leaves_and_nodes_are_hashed_apart() -> None:
    assert leaf_hash(b"x") == hashlib.sha256(b"\x00x").digest()
    assert (
        node_hash(b"l" * 32, b"r" * 32) == hashlib.sha256(b"\x01" + b"l" * 32 + b"r" * 32).digest()
    )
    assert hashlib.sha256(b"").digest() == EMPTY_ROOT


@pytest.mark.parametrize("size", range(8))
def test_the_root_is_that_of_rfc_6962(size: int) -> None:
    expected = mth(LEAVES[:size]) if size else EMPTY_ROOT
    assert range_root(0, size, fetch) == expected


@pytest.mark.parametrize(
    ("index", "path"),
    [
        (0, [LEAVES[1], mth(LEAVES[2:4]), mth(LEAVES[4:7])]),
        (3, [LEAVES[2], mth(LEAVES[0:2]), mth(LEAVES[4:7])]),
        (4, [LEAVES[5], LEAVES[6], mth(LEAVES[0:4])]),
        (6, [mth(LEAVES[4:6]), mth(LEAVES[0:4])]),
    ],
)
def test_the_inclusion_paths_of_the_example_in_rfc_6962(index: int, path: list[bytes]) -> None:
    assert inclusion_proof(index, 7, fetch) == path
    verify_inclusion(LEAVES[index], index, 7, path, mth(LEAVES))


@pytest.mark.parametrize(
    ("old", "path"),
    [
        (3, [LEAVES[2], LEAVES[3], mth(LEAVES[0:2]), mth(LEAVES[4:7])]),
        (4, [mth(LEAVES[4:7])]),
        (6, [mth(LEAVES[4:6]), LEAVES[6], mth(LEAVES[0:4])]),
        (7, []),
    ],
)
def test_the_consistency_proofs_of_the_example_in_rfc_6962(old: int, path: list[bytes]) -> None:
    assert consistency_proof(old, 7, fetch) == path
    verify_consistency(old, 7, path, mth(LEAVES[:old]), mth(LEAVES))


@pytest.mark.parametrize(("index", "size"), [(7, 7), (-1, 7), (0, 0)])
def test_nothing_is_proved_of_what_is_not_there(index: int, size: int) -> None:
    with pytest.raises(CustodyError, match="is not in a log"):
        inclusion_proof(index, size, fetch)


@pytest.mark.parametrize(("old", "new"), [(0, 7), (8, 7), (-1, 7)])
def test_there_is_no_consistency_with_nothing_or_with_the_future(old: int, new: int) -> None:
    with pytest.raises(CustodyError, match="no consistency proof"):
        consistency_proof(old, new, fetch)


def test_an_inclusion_proof_is_refused_when_anything_of_it_is_wrong() -> None:
    root, path = mth(LEAVES), inclusion_proof(3, 7, fetch)
    wrong = [
        (LEAVES[2], 3, 7, path, root),
        (LEAVES[3], 2, 7, path, root),
        (LEAVES[3], 3, 8, path[:-1], root),
        (LEAVES[3], 3, 7, path[::-1], root),
        (LEAVES[3], 3, 7, path[:-1], root),
        (LEAVES[3], 3, 7, [*path, path[0]], root),
        (LEAVES[3], 3, 7, [*path[:-1], path[-1][:31]], root),
        (LEAVES[3], 7, 7, path, root),
        (LEAVES[3], -1, 7, path, root),
        (LEAVES[3], 3, 7, path, EMPTY_ROOT),
        (LEAVES[3][:31], 3, 7, path, root),
    ]
    for case in wrong:
        with pytest.raises(CustodyError, match="inclusion proof"):
            verify_inclusion(*case)


def test_a_consistency_proof_is_refused_when_anything_of_it_is_wrong() -> None:
    old, new, path = mth(LEAVES[:3]), mth(LEAVES), consistency_proof(3, 7, fetch)
    wrong = [
        (3, 7, path, new, old),
        (4, 7, path, old, new),
        (3, 7, path[:-1], old, new),
        (3, 7, [*path, path[0]], old, new),
        (3, 7, [], old, new),
        (4, 7, [], mth(LEAVES[:4]), new),
        (0, 7, path, EMPTY_ROOT, new),
        (8, 7, path, old, new),
        (3, 7, [*path[:-1], path[-1] + b"x"], old, new),
        (7, 7, path, new, new),
        (7, 7, [], old, new),
        (3, 7, path, old[:31], new),
    ]
    for case in wrong:
        with pytest.raises(CustodyError, match=r"consistency proof|two different roots"):
            verify_consistency(*case)


@pytest.mark.parametrize("size", [*range(1, 20), 255, 256, 257])
def test_a_frontier_has_the_root_of_the_tree(size: int) -> None:
    leaves = [leaf_hash(b"%d" % number) for number in range(size)]
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    whole = range_root(0, size, lambda level, index: _subtree(leaves, level, index))
    assert (frontier.size, frontier.root()) == (size, whole)


def _subtree(leaves: list[bytes], level: int, index: int) -> bytes:
    row = leaves[index << level : (index + 1) << level]
    while len(row) > 1:
        row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row), 2)]
    return row[0]


def test_a_copy_of_a_frontier_goes_on_alone() -> None:
    frontier = Frontier()
    assert frontier.root() == EMPTY_ROOT
    frontier.append(leaf_hash(b"one"))
    other = frontier.copy()
    other.append(leaf_hash(b"two"))
    assert frontier.root() == leaf_hash(b"one")
    assert other.root() == node_hash(leaf_hash(b"one"), leaf_hash(b"two"))
