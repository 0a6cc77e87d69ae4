from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from amana.interface.http.shapes import BlockShape, blocks_of
from amana.reading.codes import Code
from amana.records import Block, Reading, Recipe, State

MESSAGES = Path(__file__).resolve().parents[4] / "webclient" / "src" / "i18n"


def reading(media_type: str, *blocks: Block) -> Reading:
    return Reading(
        original="a" * 64,
        key="b" * 64,
        recipe=Recipe(step="reading/mail", tool="amana", version="1"),
        state=State.READ,
        media_type=media_type,
        text="From: N\n\nWords",
        blocks=blocks,
    )


def test_blocks_tell_only_the_hints_of_readers() -> None:
    header = Block(char_start=0, char_end=7, tag="p", hints=("header", "md:flex", "sender:N"))
    assert blocks_of(reading("message/rfc822", header)) == (
        BlockShape(0, 7, "p", (), ("header", "sender:N")),
    )


def test_pages_and_very_long_tables_come_without_blocks() -> None:
    block = Block(char_start=0, char_end=7, tag="tr")
    assert blocks_of(reading("text/html", block)) == ()
    assert blocks_of(reading("text/csv", *[block] * 20_001)) == ()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_screens_have_words_for_every_notice(language: str) -> None:
    said = msgspec.json.decode((MESSAGES / f"{language}.json").read_bytes(), type=dict[str, str])
    missing = [code.value for code in Code if not said.get(f"notice.{code.value}")]
    assert missing == [], f"write notice.… in webclient/src/i18n/{language}.json"
