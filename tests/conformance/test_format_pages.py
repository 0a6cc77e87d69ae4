"""The examples in the format pages are what the program computes."""

from __future__ import annotations

import json
import re
from pathlib import Path

from amana.custody import commitments, leaf, leaf_hash
from amana.records import Field

FORMATS = Path(__file__).parents[2] / "docs" / "reference" / "formats"


def test_the_worked_example_of_the_custody_page() -> None:
    text = (FORMATS / "custody.md").read_text(encoding="utf-8")
    found = re.search(r"<!-- example: commitments -->\n```json\n(.*?)```", text, re.DOTALL)
    assert found is not None
    example = json.loads(found.group(1))
    fields = [Field(name=n, value=v, salt=s) for n, v, s in example["fields"]]
    made = commitments(fields)
    assert made == example["commitments"]
    assert leaf(made).decode() == example["leaf"]
    assert leaf_hash(leaf(made)).hex() == example["leaf_hash"]
