"""Commands about the Statute itself: `law standards`. They need no archive."""

from __future__ import annotations

from amana.interface.cli.common import DEFAULT, Common, say, table, write_json
from amana.law import Grade, Standard, scales, standards


def list_standards(*, common: Common = DEFAULT) -> None:
    """List standards of proof, and the scales by which people grade what they hold."""
    if common.json:
        for each in standards():
            write_json({"list": "standard-of-proof", **_members(each)})
        for scale in scales():
            for grade in scale.values:
                write_json({"list": scale.code, **_members(grade)})
        return
    table(
        ("standard", "rank", "English", "Arabic", "asked for", "provisions", "national"),
        [
            (
                each.code,
                "beside" if each.rank is None else str(each.rank),
                each.label.en,
                each.label.ar,
                each.asked.en,
                ", ".join(each.provisions),
                "; ".join(f"{one.state}: {one.term} ({one.provision})" for one in each.national),
            )
            for each in standards()
        ],
    )
    for scale in scales():
        say()
        say(f"{scale.label.en} [{scale.code}]")
        table(
            ("code", "English", "Arabic", "means"),
            [(each.code, each.label.en, each.label.ar, _meaning(each)) for each in scale.values],
        )


def _meaning(grade: Grade) -> str:
    if grade.low is not None:
        return f"{grade.low} to {grade.high} %"
    if grade.rank is None:
        return "unknown: not worse than others, and never averaged"
    return f"needs {grade.origins} independent origins" if grade.origins else ""


def _members(row: Standard | Grade) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__struct_fields__}
