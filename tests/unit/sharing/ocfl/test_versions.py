from __future__ import annotations

import pytest

from amana.sharing.ocfl.versions import convention, in_order, name_faults, number_of


@pytest.mark.parametrize(
    ("name", "number"),
    [("v1", 1), ("v10", 10), ("v0002", 2), ("v0", 0), ("1", 0), ("v", 0), ("V1", 0), ("v1a", 0),
     ("v\u0661", 0), ("v1\n", 0), ("v" + "9" * 40, 0)],
)  # fmt: skip
def test_the_number_of_a_version(name: str, number: int) -> None:
    assert number_of(name) == number


def test_versions_are_ordered_by_number() -> None:
    assert in_order(["v10", "v2", "x", "v1"]) == ["v1", "v2", "v10"]
    assert (convention(["v1"]), convention(["v001", "v002"])) == (0, 3)


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (["v1", "v2"], set()),
        (["v01", "v02"], {"W001"}),
        (["v2"], {"E009"}),
        (["v1", "v3"], {"E010"}),
        (["v1", "1"], {"E104"}),
        (["v1", "v0"], {"E105"}),
        (["v1", "vx"], {"E105"}),
        (["v1", "v02"], {"E012", "E013"}),
        (["v1", "v01"], {"E012", "E013"}),
        (["v01", "v002"], {"W001", "E012", "E013"}),
        (["v01", "v2"], {"W001", "E011", "E012", "E013"}),
        ([f"v0{n}" for n in range(1, 10)] + ["v10"], {"W001", "E011", "E012", "E013"}),
    ],
)
def test_each_rule_for_names_of_versions(names: list[str], codes: set[str]) -> None:
    assert {code for code, _ in name_faults(names)} == codes
