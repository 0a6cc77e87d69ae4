from __future__ import annotations

import json
import re

from amana.records import json_schema


def test_every_reference_in_the_schema_leads_to_a_definition() -> None:
    schema = json_schema()
    named = set(re.findall(r'"#/\$defs/([^"]+)"', json.dumps(schema)))
    assert named
    assert named <= set(schema["$defs"])


def test_the_records_that_leave_the_program_are_described() -> None:
    assert {"Actor", "Form", "Reading", "Article", "Span", "Restriction"} <= set(
        json_schema()["$defs"]
    )


def test_a_described_record_admits_no_other_members() -> None:
    definitions = json_schema()["$defs"]
    open_ones = [
        name
        for name, definition in definitions.items()
        if definition.get("type") == "object"
        and definition.get("additionalProperties") is not False
    ]
    assert open_ones == []
