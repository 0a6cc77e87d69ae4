from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive
from amana.archive.facts import KINDS, counts_of, current_facts
from amana.archive.parts import Parts
from amana.core import IntegrityError, PurposeRequired, UsageError
from amana.records import Form

Write = Callable[[str, str], Path]

pytestmark = pytest.mark.usefixtures("probes")

TEXT = "Harbour Tribunal\n\nThe Tribunal of Norhaven sat on Monday, and heard four witnesses.\n"


def test_facts_come_in_text_order_with_their_item(archive: Archive, write: Write) -> None:
    archive.add([write("a.txt", TEXT)])
    (row,) = archive.list()[1]
    facts = [json.loads(line) for line in archive.facts(row.ref)]
    assert {fact["item"] for fact in facts} == {row.ref}
    assert facts[0]["kind"] == "article"
    starts = [fact["span"]["char_start"] for fact in facts]
    assert starts == sorted(starts)
    assert [fact["kind"] for fact in facts[1:3]] == ["mention", "role"]
    mentions = [json.loads(line) for line in archive.facts(row.ref, kind="mention")]
    assert mentions == [fact for fact in facts if fact["kind"] == "mention"]
    assert list(archive.facts()) == list(archive.facts(row.ref))
    with pytest.raises(UsageError, match="nonsense"):
        list(archive.facts(row.ref, kind="nonsense"))


def test_every_span_is_what_stands_in_the_text(archive: Archive, write: Write) -> None:
    archive.add([write("a.txt", "Die “Norhaven” von Nässe\u202fund Ölhafen.\n")])
    (row,) = archive.list()[1]
    text = archive.reading(row.ref).text
    spans = [json.loads(line)["span"] for line in archive.facts(row.ref, kind="mention")]
    assert spans
    for span in spans:
        assert text[span["char_start"] : span["char_end"]] == span["quote"]
        assert text.encode()[span["byte_start"] : span["byte_end"]].decode() == span["quote"]


def test_restricted_facts_are_told_as_restricted_texts(
    archive: Archive, write: Write, confidential: Form
) -> None:
    archive.add([write("a.txt", TEXT)], confidential)
    (row,) = archive.list()[1]
    assert list(archive.facts()) == []
    with pytest.raises(PurposeRequired):
        list(archive.facts(row.ref))
    with pytest.raises(PurposeRequired):
        archive.show(row.ref)
    assert archive.status().analysis == ()
    before = archive.checkpoint().size
    assert len(list(archive.facts(row.ref, purpose="inquiry 12"))) > 1
    assert archive.checkpoint().size == before + 1
    assert list(archive.facts(purpose="inquiry 12"))
    assert len(archive.status(purpose="inquiry 12").analysis) == 1


def test_facts_that_are_damaged_are_no_silence(
    archive: Archive, parts: Parts, write: Write
) -> None:
    archive.add([write("a.txt", TEXT)])
    (row,) = parts.catalogue.items()[1]
    assert list(counts_of(parts, row)) == ["article", "mention", "role"]
    steps = parts.catalogue.analyses().of([row.ref])[row.ref].observed
    lost = parts.catalogue.analyses().observed(steps)[0].derivative
    derivative = parts.derivative

    def damaged(sha256: str) -> bytes:
        return derivative(sha256)[:-1] if sha256 != lost else derivative("0" * 64)

    parts.derivative = damaged  # type: ignore[method-assign]  # a vault that lost an object
    with pytest.raises(Exception, match=r"damaged|missing|no object"):
        current_facts(parts, row)


def test_an_analysis_whose_facts_are_gone_is_damaged(
    archive: Archive, parts: Parts, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add([write("a.txt", TEXT)])
    (row,) = parts.catalogue.items()[1]
    analyses = type(parts.catalogue.analyses())
    monkeypatch.setattr(analyses, "observed", lambda *_: [])
    with pytest.raises(IntegrityError, match="damaged or missing"):
        current_facts(parts, row)


def test_every_kind_has_its_place() -> None:
    assert len(set(KINDS)) == len(KINDS) == 11
