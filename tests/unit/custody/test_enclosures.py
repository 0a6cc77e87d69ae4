from __future__ import annotations

import pytest

from amana.core import JSON, CustodyError, UsageError, sha256_hex
from amana.custody import FILES, digests_of_files, is_file_path, salted, stated_files
from amana.custody.enclosures import EnclosureCheck, require_new
from amana.records import Entry

NORTH = "timestamps/7/north.tsr"


@pytest.mark.parametrize(
    "path",
    [NORTH, "witnesses/3/example.org_w1", "rotations/0/new.vkey", "a/b", "a/" + "b" * 198],
)
def test_a_file_stands_in_a_folder_of_its_own_kind(path: str) -> None:
    assert is_file_path(path)


@pytest.mark.parametrize(
    "path",
    ["", "head", "checkpoint", "log.vkey", "note", "tile/0/000", "payloads/001.jsonl", "/a/b",
     "a//b", "a/", "../a/b", "a/../b", "a/./b", "a/.b", "a/b.", "a/b..c", "a/B", "A/b", "a/b\n",
     "a/b c", "a\\b/c", "a/\u0627", "a/b\0", "./a/b", "~/a", "a/" + "b" * 199],
)  # fmt: skip
def test_no_path_leads_out_or_into_the_log(path: str) -> None:
    assert not is_file_path(path)
    with pytest.raises(UsageError, match="no file of an entry can stand at"):
        require_new([salted([(FILES, {path: sha256_hex(b"")})])], {path: b""}, list)


def test_entries_and_files_must_agree() -> None:
    right = salted([(FILES, digests_of_files({NORTH: b"token"}))])
    require_new([salted([("type", "checked")]), right], {NORTH: b"token"}, list)
    require_new([salted([("type", "checked")])], {}, list)
    for entries, files in (
        ([right], {}),
        ([right], {NORTH: b"another"}),
        ([right], {NORTH: b"token", "timestamps/7/south.tsr": b"token"}),
        ([right, right], {NORTH: b"token"}),
        ([salted([("type", "checked")])], {NORTH: b"token"}),
        ([salted([(FILES, [NORTH])])], {NORTH: b"token"}),
        ([salted([(FILES, {"../x": sha256_hex(b"")})])], {}),
    ):
        with pytest.raises(UsageError, match="state other files"):
            require_new(entries, files, list)


@pytest.mark.parametrize("there", [NORTH, "timestamps/7", "timestamps", NORTH + "/deeper"])
def test_nothing_is_ever_replaced(there: str) -> None:
    entry = salted([(FILES, digests_of_files({NORTH: b"token"}))])
    with pytest.raises(UsageError, match="there is something at"):
        require_new([entry], {NORTH: b"token"}, lambda: ["head", there])
    require_new([entry], {NORTH: b"token"}, lambda: ["head", "timestamps/7/south.tsr"])


def test_a_file_is_no_folder_of_another_that_comes_with_it() -> None:
    files = {"a/b": b"1", "a/b/c": b"2"}
    with pytest.raises(UsageError, match="there is something at"):
        require_new([salted([(FILES, digests_of_files(files))])], files, list)


def test_what_is_malformed_states_no_file() -> None:
    digest = sha256_hex(b"token")
    stated: JSON = {
        NORTH: digest,
        "../x/y": digest,
        "a/b": digest.upper(),
        "a/c": 7,
        "a/d": digest[:-1],
    }
    assert stated_files(salted([("type", "x"), (FILES, stated)])) == {NORTH: digest}
    for value in (None, [NORTH], "x", 3):
        assert stated_files(salted([(FILES, value)])) == {}
    assert stated_files(()) == {}


def test_missing_and_changed_files_are_named() -> None:
    kept = {"a/1": b"one", "a/2": b"another"}

    def read(path: str) -> bytes:
        if path not in kept:
            raise CustodyError(f"custody/{path} is missing")
        return kept[path]

    check = EnclosureCheck(read)
    files = {"a/1": b"one", "a/2": b"two", "a/3": b"three"}
    check.note(Entry(index=7, fields=salted([(FILES, digests_of_files(files))])))
    check.note(Entry(index=8, fields=salted([("type", "checked")])))
    assert [(problem.path, problem.detail) for problem in check.problems()] == [
        ("custody/a/2", "is not the file that its entry states"),
        ("custody/a/3", "is missing"),
    ]
    assert (check.may_hold("a/3"), check.may_hold("a/4")) == (True, False)
    check.doubt(7)
    assert list(check.problems()) == []
    assert [check.may_hold(path) for path in ("a/1", "a/4", "tile/0/000", "x")] == [
        True,
        True,
        False,
        False,
    ]
