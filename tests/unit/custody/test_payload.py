from __future__ import annotations

import hashlib
import hmac
import json

import pytest

from amana.core import CustodyError
from amana.custody import Erased, Payload, commitments, field_commitment, leaf, message, salted
from amana.custody.payload import decode, encode
from amana.records import Field

SALT = "ab" * 32
FIELD = Field(name="source", value="S-0001", salt=SALT)
ERASED = Erased(commitment="cd" * 32)


def test_a_commitment_is_an_hmac_of_name_and_value() -> None:
    expected = hmac.new(bytes.fromhex(SALT), b'["source","S-0001"]', hashlib.sha256).hexdigest()
    assert message("source", "S-0001") == b'["source","S-0001"]'
    assert field_commitment(FIELD) == expected


def test_an_erased_field_keeps_its_commitment_and_nothing_else() -> None:
    assert commitments([FIELD, ERASED]) == [field_commitment(FIELD), "cd" * 32]
    before = leaf(commitments([FIELD]))
    assert leaf(commitments([Erased(commitment=field_commitment(FIELD))])) == before


def test_the_leaf_commits_to_the_list() -> None:
    lines = f"amana payload v1\n{'11' * 32}\n{'22' * 32}\n".encode()
    expected = f'{{"c":"{hashlib.sha256(lines).hexdigest()}","v":1}}'
    assert leaf(["11" * 32, "22" * 32]).decode() == expected
    assert leaf(["22" * 32, "11" * 32]).decode() != expected
    assert len(leaf([])) == 78


def test_each_field_gets_a_salt_of_its_own() -> None:
    asked: list[int] = []

    def random(count: int) -> bytes:
        asked.append(count)
        return bytes(range(count))

    fields = salted([("a", 1), ("b", None)], random)
    assert asked == [64]
    assert [field.salt for field in fields] == [bytes(range(32)).hex(), bytes(range(32, 64)).hex()]
    assert salted([("a", 1)]) != salted([("a", 1)])


def test_a_payload_is_one_line_that_is_read_again() -> None:
    payload = Payload(index=7, slots=(FIELD, ERASED, Field(name="n", value=None, salt=SALT)))
    line = encode(payload)
    assert (
        line
        == (
            f'{{"f":[["source","S-0001","{SALT}"],{{"c":"{"cd" * 32}"}},["n",null,"{SALT}"]],'
            '"i":7,"v":1}\n'
        ).encode()
    )
    assert decode(line) == payload
    assert [field.name for field in payload.entry().fields] == ["source", "n"]
    assert payload.entry().get("source") == "S-0001"


def test_a_line_feed_in_a_value_ends_no_line() -> None:
    line = encode(Payload(index=0, slots=(Field(name="a\nb", value="c\r\nd", salt=SALT),)))
    assert line.count(b"\n") == 1
    assert line.count(b"\r") == 0
    assert decode(line).slots[0] == Field(name="a\nb", value="c\r\nd", salt=SALT)


GOOD = {"f": [["a", 1, SALT]], "i": 0, "v": 1}


@pytest.mark.parametrize(
    "stored",
    [
        {**GOOD, "v": 2},
        {**GOOD, "v": True},
        {**GOOD, "i": True},
        {**GOOD, "i": "0"},
        {**GOOD, "x": 1},
        {"f": [], "v": 1},
        {**GOOD, "f": [["a", 1]]},
        {**GOOD, "f": [["a", 1, SALT.upper()]]},
        {**GOOD, "f": [["a", 1, SALT[:-2]]]},
        {**GOOD, "f": [["a", 1, SALT + "00"]]},
        {**GOOD, "f": [[1, 1, SALT]]},
        {**GOOD, "f": [["a", 1.5, SALT]]},
        {**GOOD, "f": [["a", 2**53, SALT]]},
        {**GOOD, "f": [["a", {"\u00e9": 1}, SALT]]},
        {**GOOD, "f": [{"c": "cd" * 32, "d": 1}]},
        {**GOOD, "f": [{"c": "CD" * 32}]},
        {**GOOD, "f": [{"c": "cd" * 32 + "\n"}]},
        {**GOOD, "f": "text"},
        [1, 2],
        7,
    ],
)
def test_what_breaks_a_rule_is_no_payload(stored: object) -> None:
    line = json.dumps(stored, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    with pytest.raises(CustodyError, match="payload line"):
        decode(line.encode() + b"\n")


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"{",
        encode(Payload(index=0, slots=(FIELD,)))[:-1],
        encode(Payload(index=0, slots=(FIELD,))) + b"\n",
        b" " + encode(Payload(index=0, slots=(FIELD,))),
        b"\xef\xbb\xbf" + encode(Payload(index=0, slots=(FIELD,))),
        encode(Payload(index=0, slots=(FIELD,))).decode().encode("utf-16"),
        encode(Payload(index=0, slots=(FIELD,))).replace(b"S-0001", b"\\u0053-0001"),
        encode(Payload(index=0, slots=(FIELD,))).replace(b"S-0001", b"S-\\ud800"),
        encode(Payload(index=0, slots=(FIELD,))).replace(b"S-0001", b"S-\xff"),
        encode(Payload(index=0, slots=(FIELD,))).replace(b'"i":0', b'"i":0,"i":0'),
        encode(Payload(index=0, slots=(FIELD,))).replace(b'"i":0', b'"i":-0'),
        encode(Payload(index=0, slots=(FIELD,))).replace(b'"S-0001"', b"NaN"),
        encode(Payload(index=0, slots=(FIELD,))).replace(b'"S-0001"', b"9" * 5000),
        encode(Payload(index=0, slots=(FIELD,))).replace(b'"S-0001"', b"[" * 100_000),
    ],
)
def test_a_payload_has_one_spelling(line: bytes) -> None:
    with pytest.raises(CustodyError, match="payload line"):
        decode(line)


def test_no_name_stands_twice() -> None:
    doubled = Payload(index=0, slots=(FIELD, Field(name="source", value="other", salt=SALT)))
    with pytest.raises(CustodyError, match="names a field twice"):
        encode(doubled)
    line = f'{{"f":[["a",1,"{SALT}"],["a",2,"{SALT}"]],"i":0,"v":1}}\n'.encode()
    with pytest.raises(CustodyError, match="names a field twice"):
        decode(line)
