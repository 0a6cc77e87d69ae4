from __future__ import annotations

from pathlib import Path

import msgspec

from amana.archive.finishing import (
    PASSWORD,
    Done,
    encoded,
    finish,
    named,
    not_taken_out,
    unreadable,
)
from amana.archive.unpacking import TakenOut
from amana.catalogue import ItemRow, Result
from amana.reading import Outcome
from amana.records import Reading, Recipe, State

RECIPE = Recipe(step="reading/text", tool="amana", version="1")
TEXT = "Dorhan, 3 March 2026\n\nThe tribunal sat on Monday, and heard four witnesses.\n"


def item() -> ItemRow:
    return ItemRow(
        ref="IT-A", sha256="0" * 64, blake3="", size=0, name=None, source=None, collector=None,
        purpose=None, method=None, consent=None, acquired_at="", acquired_entry=0,
        state=State.PRESERVED, reason=None, media_type=None, reading=None, root="IT-A",
    )  # fmt: skip


def test_a_reading_gets_its_articles_and_a_result(tmp_path: Path) -> None:
    reading = Reading(
        original="0" * 64, key="1" * 64, recipe=RECIPE, state=State.READ, media_type="text/plain",
        text=TEXT,
    )  # fmt: skip
    outcome = Outcome(
        state=State.READ, reading=reading, reason=None, media_type="text/plain", recipe=RECIPE
    )
    done = finish(item(), outcome, TakenOut(tmp_path), "1" * 64)
    assert done.result is not None
    assert (done.result.key, done.result.state, done.result.tried) == ("1" * 64, "read", None)
    assert done.derivatives().keys() == {"reading", "facts"}
    assert msgspec.json.decode(encoded(reading), type=Reading) == reading


def test_what_was_not_read_says_what_was_tried(tmp_path: Path) -> None:
    outcome = Outcome(
        state=State.REFUSED, reading=None, reason="too long", media_type="text/plain",
        recipe=RECIPE, code="took-too-long",
    )  # fmt: skip
    done = finish(item(), outcome, TakenOut(tmp_path), "1" * 64)
    assert done.result is not None
    assert (done.result.key, done.result.tried, done.result.code) == (
        None, "1" * 64, "took-too-long",
    )  # fmt: skip
    assert done.derivatives() == {}
    done.drop()


def test_a_recipe_with_a_password_has_a_name_of_its_own() -> None:
    plain, _ = named(RECIPE)
    given, _ = named(msgspec.structs.replace(RECIPE, settings=((PASSWORD, "0f"),)))
    assert (plain, given) == ("reading/text 1", "reading/text 1 password")


def test_an_original_that_is_gone_is_unreadable() -> None:
    assert Done(row=item(), result=unreadable("it is missing")).derivatives() == {}
    assert unreadable("it is missing").state == "unreadable"


def test_what_is_left_inside_makes_a_result_partial() -> None:
    whole = Result(state=State.READ.value, media_type="application/gzip", key="ab")
    result = not_taken_out(whole, 3)
    assert (result.state, result.code, result.key) == ("partly-read", "children-refused", "ab")
    assert result.reason is not None
    assert result.reason.startswith("3 of the things inside were not taken out")
