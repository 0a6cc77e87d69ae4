from __future__ import annotations

import msgspec
import pytest

from amana.acquire.capture import told


@pytest.mark.parametrize(
    ("json", "text"),
    [
        ('{"type":"string","value":"نص"}', "نص"),
        ('{"type":"number","value":1.5,"description":"1.5"}', "1.5"),
        ('{"type":"boolean","value":true}', "true"),
        ('{"type":"undefined"}', "undefined"),
        ('{"type":"object","value":null}', "null"),
        ('{"type":"object","description":"Array(3)","objectId":"1"}', "Array(3)"),
    ],
)
def test_a_thing_is_said_as_the_console_says_it(json: str, text: str) -> None:
    assert msgspec.json.decode(json, type=told.Thing).text() == text


def test_an_answer_from_any_cache_is_from_the_cache() -> None:
    assert told.Response(disk=True).from_cache
    assert told.Response(prefetched=True).from_cache
    assert not told.Response(from_worker=True).from_cache


def test_a_tree_of_frames_is_read_whole() -> None:
    text = '{"frameTree":{"frame":{"id":"a"},"childFrames":[{"frame":{"id":"b","parentId":"a"}}]}}'
    tree = msgspec.json.decode(text, type=told.Frames).tree
    assert [each.frame.parent for each in tree.children] == ["a"]
