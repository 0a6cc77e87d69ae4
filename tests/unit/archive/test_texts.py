from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from amana.archive import Archive
from amana.core import NotFound, PurposeRequired, UnreadableError, UsageError
from amana.records import ByteRange, Form

Write = Callable[[str, str], Path]


def test_a_passage_leads_to_its_bytes(archive: Archive, write: Write) -> None:
    archive.add([write("a.txt", "The quay was shelled on Monday.\n")])
    ref = archive.list()[1][0].ref
    anchor = archive.anchor(ref, 4, 8)
    assert anchor.quote == "quay"
    assert anchor.locators == (ByteRange(start=4, end=8),)
    with pytest.raises(UsageError, match="the text has 32 characters"):
        archive.anchor(ref, 4, 99)


def test_what_was_not_read_has_no_text(archive: Archive, write: Write) -> None:
    archive.add([write("a.txt", "The quay was shelled.\n")], read=False)
    ref = archive.list()[1][0].ref
    with pytest.raises(UnreadableError, match="has no text") as caught:
        archive.reading(ref)
    assert "amana work" in str(caught.value.remedy)
    archive.work()
    with pytest.raises(NotFound, match="has no reading"):
        archive.reading(ref, key="0" * 64)


def test_articles_are_those_of_a_reading_that_is_held(archive: Archive, write: Write) -> None:
    archive.add([write("a.txt", "The quay was shelled on Monday.\n")])
    reading = archive.reading(archive.list()[1][0].ref)
    assert len(archive.articles(reading)) == 1
    with pytest.raises(NotFound):
        archive.articles(msgspec.structs.replace(reading, text="another"))


def test_facts_of_hidden_items_are_left_out(
    archive: Archive, write: Write, confidential: Form
) -> None:
    archive.add([write("a.txt", "The quay was shelled on Monday.\n")], confidential)
    ref = archive.list()[1][0].ref
    assert list(archive.facts()) == []
    with pytest.raises(PurposeRequired):
        list(archive.facts(ref))
    assert len(list(archive.facts(ref, purpose="request 7"))) == 1
