"""Every file of the public sets is taken for what a person sees that it is.

`identify.jsonl` was decided by eye: by what is in the file, not by its name alone and not by what a
program says. What is missed is listed below, with its reason; nothing else may be missed.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from tests.conformance.conftest import Tally

from amana.reading.identify import UNKNOWN, identify
from amana.reading.readers.intake import BytesContent

TABLE = Path(__file__).parent / "identify.jsonl"
MISSED = {
    "testWordPerfect_42.doc": "WordPerfect before 5.0 has no signature",
    "testCADKEY.prt": "a drawing format without a public description",
    "testMYSQL.MYD": "rows of a table without any header",
    "testRSAKEY.der": "a bare key: its numbers are its only sign",
    "tables.docbook4": "a fragment that names neither its format nor a root",
}


def test_every_file_is_taken_for_what_it_is(tally: Tally, test_data: Path) -> None:
    rows = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
    kinds: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wrong = {}
    for row in rows:
        path = test_data / "files" / row["file"]
        found = identify(BytesContent(path.read_bytes()), path.name)
        kinds[row["media_type"]] += 1
        right[row["media_type"]] += found == row["media_type"]
        if found != row["media_type"]:
            wrong[path.name] = found
    misses = [f"{name}: {MISSED.get(name)}; taken for {found}" for name, found in wrong.items()]
    tally("identification", passed=right.total(), total=len(rows), misses=misses)
    assert wrong.keys() == MISSED.keys()
    assert set(wrong.values()) <= {UNKNOWN, "text/plain"}  # unknown, but never something else
    assert len(kinds) > 90


def test_the_table_has_every_file(test_data: Path) -> None:
    listed = {json.loads(line)["file"] for line in TABLE.read_text(encoding="utf-8").splitlines()}
    beside = {"MANIFEST.tsv", "expected-words.jsonl"}
    there = {
        str(path.relative_to(test_data / "files"))
        for path in (test_data / "files").rglob("*")
        if path.is_file() and path.name not in beside
    }
    assert listed == there
