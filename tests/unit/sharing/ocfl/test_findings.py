from __future__ import annotations

import pytest

from amana.sharing.ocfl.findings import KEPT, Findings, OcflFinding, shown


def test_all_are_counted_and_told_and_the_first_are_kept() -> None:
    told: list[OcflFinding] = []
    findings = Findings(told.append)
    for number in range(KEPT + 5):
        findings.tell("E023", f"v1/content/{number}", "no manifest lists it")
    findings.tell("W001", "", "padded")
    report = findings.report("object", "1.1", (1, 0), 10)
    assert (report.errors, report.warnings) == ({"E023": KEPT + 5}, {"W001": 1})
    assert len(report.findings) == KEPT
    assert len(told) == KEPT + 6
    assert findings.errors == KEPT + 5
    assert not report.valid


def test_warnings_and_notes_leave_it_valid() -> None:
    findings = Findings()
    findings.tell("W001", "", "padded")
    findings.tell("N002", "x", "two names")
    assert findings.report("object", "1.1", (1, 1), 0).valid


def test_paths_are_told_from_the_storage_root() -> None:
    findings = Findings()
    findings.below = "ab/cd"
    findings.tell("E063", "inventory.json", "gone")
    findings.tell("E003", "", "none")
    assert [finding.path for finding in findings.kept] == ["ab/cd/inventory.json", "ab/cd"]
    assert [finding.is_error for finding in findings.kept] == [True, True]


def test_what_this_version_does_not_say_is_not_told() -> None:
    findings = Findings()
    findings.spec = "1.0"
    findings.tell("E107", "", "unused")
    findings.tell("E104", "", "a name")
    assert dict(findings.counts) == {"E046": 1}


def test_a_code_that_nobody_has_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        Findings().tell("E999", "", "")


def test_names_that_are_no_utf8_can_be_shown() -> None:
    assert shown("a\udcff") == "a\\xff"
    long = Findings()
    long.tell("E023", "x", "y" * 10_000)
    assert len(long.kept[0].detail) == 300
