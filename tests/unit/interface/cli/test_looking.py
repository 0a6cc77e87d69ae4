from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from amana.archive import open_archive

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana

WHY = ("--purpose", "inquiry 12")


ALONE = (
    "! there is only 1 of the 3 copies that are wanted: docs/how-to/keep-copies.md\n"
    "! there is only 1 of the 2 sites that are wanted: docs/how-to/keep-copies.md\n"
)


def test_items_are_counted_by_state(amana: Amana, entries: int) -> None:
    said = amana("status")
    assert said.status == 0
    assert said.out == ""
    assert said.err == (
        f"7 items, and 1 item inside of them; {entries} entries in the custody log.\n"
        "No byte has gone unread for more than 1 day.\n"
        "state  number  reason  what to do\n"
        "read   6\n"
        "2 restricted items not counted by state: say what for with --purpose.\n" + ALONE
    )
    (told,) = amana("status", "--json", *WHY).lines
    assert told["states"] == {"read": 7, "read-empty": 1}


def test_an_empty_archive_says_so(amana: Amana, tmp_path: Path) -> None:
    amana("init", tmp_path / "new")
    empty = ("--archive", tmp_path / "new")
    assert amana("list", *empty).err.endswith("No items.\n")
    assert amana("status", *empty).err == "0 items; 1 entry in the custody log.\n" + ALONE
    assert amana("facts", *empty).err == "No facts.\n"
    assert amana("search", "market", *empty).err.startswith("0 found.")


def test_the_list_shows_that_something_is_restricted_and_why_no_more(
    amana: Amana, refs: dict[str, str]
) -> None:
    said = amana("list")
    assert said.out == ""
    assert f"{refs['tip']}  restricted" in said.err
    assert "confidential: give --purpose" in said.err
    assert "tip.eml" not in said.err
    assert "tip.eml [confidential]" in amana("list", *WHY).err


def test_programs_get_a_line_for_each_item(amana: Amana, refs: dict[str, str]) -> None:
    rows = amana("list", "--json").lines
    assert {row["ref"] for row in rows} == set(refs.values())
    (hidden,) = [row for row in rows if row["hidden"]]
    assert set(hidden) == {"ref", "hidden", "restrictions"}


def test_the_list_comes_in_pages_and_by_state(amana: Amana) -> None:
    assert amana("list", "--limit", "2").err.endswith("2 of 7 items.\n")
    assert amana("list", "--offset", "50").err.endswith("No items on this page.\n")
    assert len(amana("list", "--json", "--limit", "2", "--offset", "6").lines) == 1
    assert amana("list", "--where", "state=refused").err.endswith("No items.\n")
    assert amana("list", "--json", "--where", "state=read-empty").lines == []
    assert len(amana("list", "--json", "--where", "state=read-empty", *WHY).lines) == 1


@pytest.mark.parametrize("wrong", [("--limit", "-2"), ("--offset", "-1")])
def test_a_page_that_there_cannot_be_is_refused(amana: Amana, wrong: tuple[str, str]) -> None:
    assert amana("list", *wrong).status == 2
    assert amana("search", "market", *wrong).status == 2


def test_a_restricted_item_asks_what_for(amana: Amana, refs: dict[str, str]) -> None:
    for command in ("show", "text", "facts", "log"):
        said = amana(command, refs["tip"])
        assert said.status == 4
        assert said.out == ""
        assert "it is restricted (confidential)" in said.err
        assert "--purpose" in said.err
    assert "tip.eml" in amana("show", refs["tip"], *WHY).err
    entry = amana("log", "--limit", "1", *WHY).err
    both = f"{refs['tip']}, {refs['tip']}.1"
    assert f"looked at {both} (item), stating the purpose “inquiry 12”" in entry


@pytest.mark.parametrize(
    ("slip", "status", "told"),
    [
        (lambda ref: ref[:-1] + ("0" if ref[-1] != "0" else "1"), 2, "the check letter of"),
        (lambda ref: ref.lower(), 0, ""),
        (lambda ref: ref.replace("0", "O").replace("1", "I"), 0, ""),
        (lambda ref: ref + ".1", 3, "has no item"),
        (lambda _: "IT-0000-0000", 3, "has no item IT-0000-0000"),
        (lambda _: "", 2, "is not an item reference"),
        (lambda _: "../etc/passwd", 2, ""),
    ],
    ids=["wrong letter", "small letters", "look-alikes", "child", "another's", "none", "path"],
)  # fmt: skip
def test_a_reference_with_a_slip_is_noticed(
    amana: Amana, refs: dict[str, str], slip: object, status: int, told: str
) -> None:
    assert callable(slip)
    said = amana("show", slip(refs["two-articles.txt"]))
    assert said.status == status, said.err
    assert told in said.err


def test_swapped_letters_are_noticed(amana: Amana, refs: dict[str, str]) -> None:
    ref = refs["two-articles.txt"]
    at = next(n for n in range(3, 6) if ref[n] != ref[n + 1])
    swapped = ref[:at] + ref[at + 1] + ref[at] + ref[at + 2 :]
    said = amana("show", swapped)
    assert said.status == 2
    assert "a letter is wrong or two are swapped" in said.err


def test_the_text_goes_to_programs_and_warnings_to_people(
    amana: Amana, refs: dict[str, str], samples: Path
) -> None:
    said = amana("text", refs["two-articles.txt"])
    assert said.out.encode() == (samples / "press" / "two-articles.txt").read_bytes()
    assert said.err == ""
    (reading,) = amana("text", refs["two-articles.txt"], "--json").lines
    assert reading["text"] == said.out


def test_what_was_not_read_says_why(amana: Amana, tmp_path: Path) -> None:
    unknown = tmp_path / "blob.bin"
    unknown.write_bytes(bytes(range(1, 256)) * 9)
    amana("add", unknown)
    (row,) = amana("list", "--json", "--where", "state=no-reader").lines
    said = amana("text", row["ref"])
    assert said.status == 30
    assert said.out == ""
    assert "has no text: preserved, no reader yet" in said.err


def test_facts_are_lines_of_json(amana: Amana, refs: dict[str, str]) -> None:
    said = amana("facts")
    assert said.err == ""
    assert {fact["kind"] for fact in said.lines} == {"article", "likeness"}
    assert refs["tip"] not in said.out
    of_one = amana("facts", refs["two-articles.txt"], "--kind", "article").lines
    assert [fact["article"] for fact in of_one] == [0, 1]
    nothing = amana("facts", "--kind", "proceeding")
    assert (nothing.status, nothing.out, nothing.err) == (0, "", "No facts.\n")
    assert amana("facts", "--kind", "aricle").status == 2


def test_hits_show_the_passage_with_what_was_found(amana: Amana, refs: dict[str, str]) -> None:
    said = amana("search", "mortar", "market")
    assert said.status == 0
    assert said.out == ""
    assert f"{refs['market-reprint.txt']} #0  Seventeen killed" in said.err
    assert "«Mortar» rounds hit a covered «market»" in said.err
    assert "4 found. Texts with “mortar” and “market”." in said.err
    assert said.err.endswith("2 restricted items not searched: say what for with --purpose.\n")


def test_arabic_is_found_as_it_is_typed_in_haste(amana: Amana, refs: dict[str, str]) -> None:
    said = amana("search", "اهالي مرسي النور")
    assert refs["marsa-al-nour.html"] in said.err
    assert "«أهالي» «مرسى» «النور»" in said.err
    assert "\ufffd" not in said.err
    assert not {"\u2066", "\u2067", "\u2068", "\u2069"} & set(said.err)


@pytest.mark.parametrize(
    ("words", "understood"),
    [(["market", "-officials"], "Texts with “market”, without “officials”."),
     (["-market"], "All texts, without “market”."),
     (['"covered market"'], "Texts with the phrase “covered market”."),
     (["--limit", "2", "market"], "Texts with “market”."),
     (["market", "--language", "en"], "Texts with “market”; only in the language “en”.")],
)  # fmt: skip
def test_queries_are_understood_as_they_are_typed(
    amana: Amana, words: list[str], understood: str
) -> None:
    said = amana("search", *words)
    assert said.status == 0
    assert f" found. {understood}\n" in said.err
    found = int(said.err.partition(" found. ")[0].rpartition("\n")[2])
    assert found > 0
    assert len(amana("search", *words, "--json").lines) == min(found, 2 if "2" in words else 20)


def test_a_search_can_be_held_to_one_language(amana: Amana) -> None:
    assert amana("search", "النور", "--language", "ar", "--json").lines
    assert amana("search", "النور", "--language", "en", "--json").lines == []


def test_the_log_is_told_in_sentences_newest_first(
    amana: Amana, refs: dict[str, str], entries: int
) -> None:
    said = amana("log", "--limit", "3")
    assert said.out == ""
    first, _, third, total = said.err.splitlines()
    assert first.startswith(f"{entries - 1:>6}  20")
    assert first.endswith("nadia (unverified) had restricted items read or analysed.")
    assert third.startswith(f"{entries - 3:>6}  20")
    assert total == f"3 of {entries} entries."
    older = amana("log", "--before", "1")
    assert older.err.splitlines()[0].endswith("made the archive “harbour”.")
    of_one = amana("log", refs["two-articles.txt"]).err
    assert of_one.count("\n") == 2
    assert "“two-articles.txt”, 4755 bytes, SHA-256 " in of_one


def test_the_log_of_what_is_restricted_tells_no_more_than_that(
    amana: Amana, refs: dict[str, str]
) -> None:
    for said in (amana("log").err, amana("log", "--json").out):
        assert refs["tip"] in said
        assert "tip.eml" not in said
        assert "S-7" not in said
    assert "“tip.eml”" in amana("log", *WHY).err


def test_programs_get_entries_with_their_fields(amana: Amana, folder: Path) -> None:
    entries = amana("log", "--json").lines
    with open_archive(folder) as archive:
        assert len(entries) == archive.checkpoint().size
    assert [entry["index"] for entry in entries] == list(range(len(entries)))[::-1]
    assert entries[-1]["type"] == "archive-created"
    assert all("salt" not in msgspec.json.encode(entry).decode() for entry in entries)


def test_an_embargo_that_is_over_is_no_reason_in_a_list(amana: Amana, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("A letter.")
    over = ("--restriction", "embargo:2001-01-01")
    ref = amana("add", letter, *over, "--json").lines[0]["ref"]
    (row,) = [row for row in amana("list", "--json").lines if row["ref"] == ref]
    assert (row["hidden"], row["restrictions"]) == (False, [])
    assert amana("list").err.endswith("letter.txt\n")
    assert "embargo:2001-01-01" in amana("show", ref).err, "that it was asked for stays known"
    other = tmp_path / "other.txt"
    other.write_text("Another letter.")
    amana("add", other, *over, "--restriction", "confidential")
    assert amana("list").err.endswith("  confidential: give --purpose\n")
