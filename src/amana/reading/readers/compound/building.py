"""Writing a compound file ([MS-CFB]): a storage inside another becomes a file of its own.

The bytes depend on nothing but the names and bytes of the streams: directory entries stand in the
order of the format, without times.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from amana.reading.readers.compound.streams import MAGIC, Path

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _TABLE, _CHAIN = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_NONE = 0xFFFFFFFF
_IN_HEADER = 109
_A_SECTOR = _SECTOR // 4
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_NAME = 31


class _Node(NamedTuple):
    """A directory entry to be."""

    name: str
    kind: int
    path: Path


def compound_file(streams: Mapping[Path, bytes], class_id: str = "") -> bytes:
    """Return a compound file of version 3 that holds `streams` by their paths."""
    nodes = _nodes(streams)
    links = _links(nodes)
    small, mini_table = b"", list[int]()
    large, starts = list[tuple[Path, bytes]](), dict[Path, int]()
    for node in nodes:
        data = streams.get(node.path, b"") if node.kind == _STREAM else b""
        if data and len(data) < _CUTOFF:
            starts[node.path] = len(mini_table)
            _chain(mini_table, -(-len(data) // _MINI))
            small += data + bytes(-len(data) % _MINI)
        elif data:
            large.append((node.path, data))
    body, table = bytearray(), list[int]()
    for path, data in large:
        starts[path] = _add(body, table, data)
    root = _add(body, table, small)
    minis = _add(body, table, _packed(mini_table))
    entries = []
    for n, node in enumerate(nodes):
        size = len(streams[node.path]) if node.kind == _STREAM else 0
        start = starts.get(node.path, _END if node.kind == _STREAM else 0)
        if node.kind == _ROOT:
            start, size = root, len(small)
        entries.append(_entry(node, links[n], start, size, class_id))
    directory = _add(body, table, b"".join(entries))
    return _header_and_tables(body, table, directory, minis, len(mini_table))


def _nodes(streams: Mapping[Path, bytes]) -> list[_Node]:
    """Return the root, then every storage and stream; parents before what they hold."""
    storages = {path[:n] for path in streams for n in range(1, len(path))}
    found = [_Node(path[-1], _STORAGE, path) for path in storages]
    found += [_Node(path[-1], _STREAM, path) for path in streams if path not in storages]
    return [_Node("Root Entry", _ROOT, ()), *sorted(found, key=lambda node: node.path)]


def _links(nodes: list[_Node]) -> list[tuple[int, int, int]]:
    """Return left, right and child of each entry: what a storage holds is a balanced tree."""
    held: dict[Path, list[int]] = {}
    for n, node in enumerate(nodes[1:], 1):
        held.setdefault(node.path[:-1], []).append(n)
    links = [(_NONE, _NONE, _NONE)] * len(nodes)
    for parent, numbers in held.items():
        numbers.sort(key=lambda n: (len(nodes[n].name), nodes[n].name.upper()))
        at = next(n for n, node in enumerate(nodes) if node.path == parent)
        links[at] = (*links[at][:2], _tree(numbers, links))
    return links


def _tree(numbers: list[int], links: list[tuple[int, int, int]]) -> int:
    if not numbers:
        return _NONE
    middle = len(numbers) // 2
    left, right = _tree(numbers[:middle], links), _tree(numbers[middle + 1 :], links)
    links[numbers[middle]] = (left, right, links[numbers[middle]][2])
    return numbers[middle]


def _chain(table: list[int], sectors: int) -> None:
    first = len(table)
    table += [*range(first + 1, first + sectors), _END]


def _add(body: bytearray, table: list[int], data: bytes) -> int:
    if not data:
        return _END
    start = len(table)
    _chain(table, -(-len(data) // _SECTOR))
    body += data + bytes(-len(data) % _SECTOR)
    return start


def _packed(table: list[int]) -> bytes:
    data = struct.pack(f"<{len(table)}I", *table)
    return data + b"\xff" * (-len(data) % _SECTOR)


def _entry(node: _Node, links: tuple[int, int, int], start: int, size: int, class_id: str) -> bytes:
    """Return a directory entry ([MS-CFB] section 2.6.1)."""
    name = node.name[:_NAME].encode("utf-16-le", "replace")[: 2 * _NAME] + b"\0\0"
    is_root = node.kind == _ROOT and class_id
    identity = UUID(class_id).bytes_le if is_root else bytes(16)
    head = name.ljust(64, b"\0") + struct.pack("<HBB3I", len(name), node.kind, 1, *links)
    return head + identity + bytes(4 + 16) + struct.pack("<IQ", start, size)


def _header_and_tables(
    body: bytearray, table: list[int], directory: int, minis: int, mini_sectors: int
) -> bytes:
    """Put the allocation tables behind the sectors, and the header before them."""
    used = len(table)
    tables = chained = 0
    while True:
        needed = -(-(used + tables + chained) // _A_SECTOR)
        chains = max(0, -(-(needed - _IN_HEADER) // (_A_SECTOR - 1)))
        if (needed, chains) == (tables, chained):
            break
        tables, chained = needed, chains
    places = list(range(used, used + tables))
    full = [*table, *[_TABLE] * tables, *[_CHAIN] * chained]
    header = MAGIC + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    mini_tables = -(-4 * mini_sectors // _SECTOR)
    header += struct.pack("<4I", 0, tables, directory, 0)
    header += struct.pack(
        "<5I", _CUTOFF, minis, mini_tables, used + tables if chained else _END, chained
    )
    first = places[:_IN_HEADER]
    header += struct.pack(f"<{_IN_HEADER}I", *first, *[_FREE] * (_IN_HEADER - len(first)))
    out = header + bytes(body) + _packed(full)
    rest = places[_IN_HEADER:]
    for n in range(chained):
        row = rest[n * (_A_SECTOR - 1) : (n + 1) * (_A_SECTOR - 1)]
        row += [_FREE] * (_A_SECTOR - 1 - len(row))
        row.append(used + tables + n + 1 if n + 1 < chained else _END)
        out += struct.pack(f"<{_A_SECTOR}I", *row)
    return out
