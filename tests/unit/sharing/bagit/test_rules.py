from __future__ import annotations

import re
from pathlib import Path

from amana.sharing.bagit.rules import MOST_TOLD, RULES, Findings, Level, Verdict, shown


def test_every_rule_has_a_section_of_the_standard_and_a_sentence() -> None:
    for code, (section, sentence) in RULES.items():
        assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", code)
        assert re.fullmatch(r"[235]|[2356]\.\d(\.\d)?", section), code
        assert len(sentence) > 15
        assert not sentence.endswith(".")


def test_a_warning_leaves_a_bag_valid_and_an_error_does_not() -> None:
    findings = Findings()
    assert findings.verdict() is Verdict.VALID
    findings.by(strict=False, code="name-clash")
    assert findings.verdict() is Verdict.WITH_WARNINGS
    findings.by(strict=True, code="listed-missing", path=b"data/\xff", detail="x")
    assert findings.verdict() is Verdict.INVALID
    assert findings.kept[1].path == "data/\\xff"
    assert findings.kept[1].section == "3"


def test_all_findings_are_counted_and_the_first_of_each_level_kept() -> None:
    told: list[str] = []
    findings = Findings(lambda found: told.append(found.code))
    for _ in range(MOST_TOLD + 5):
        findings.error("listed-missing")
    findings.warning("name-clash")
    assert findings.count(Level.ERROR) == MOST_TOLD + 5
    assert len(findings.kept) == len(told) == MOST_TOLD + 1
    assert told[-1] == "name-clash"


def test_a_name_of_any_bytes_can_be_shown() -> None:
    assert shown(b"data/\xe9t\xc3\xa9") == "data/\\xe9té"
    assert shown("\udce9") == "\\xed\\xb3\\xa9"


def test_the_page_lists_every_rule(root: Path) -> None:
    page = (root / "docs" / "reference" / "bagit.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| ([0-9.]+) \| (.+) \|$", page, re.MULTILINE)
    assert {code: (section, sentence) for code, section, sentence in rows} == RULES
