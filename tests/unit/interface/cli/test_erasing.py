from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana


@pytest.fixture
def ref(amana: Amana) -> str:
    """Return the first item of the archive."""
    return str(amana("list", "--json").lines[0]["ref"])


def test_an_item_is_erased_by_two_people(amana: Amana, ref: str) -> None:
    preview = amana("erase", "preview", ref)
    assert preview.err.startswith(f"Erasing {ref} takes away:\n")
    assert "Copies that were handed out, printed or shown before are not reached." in preview.err
    (fields,) = amana("erase", "preview", ref, "--json").lines
    assert fields["item"] == ref
    ordered = amana("erase", "order", ref, "--basis", "Art. 17 GDPR")
    assert "Nothing is erased yet." in ordered.err
    (order,) = (row["number"] for row in amana("erase", "list", "--json").lines)
    refused = amana("erase", "confirm", str(order))
    assert refused.status == 4
    assert "another person must confirm it" in refused.err
    done = amana("erase", "confirm", str(order), "--as", "Ilse Brandt")
    assert done.status == 0
    assert done.err.startswith(f"{ref} is erased: entries {order + 1} and {order + 2}.\n")
    listed = amana("erase", "list").err
    assert "erased" in listed
    assert "Ilse Brandt" in listed
    assert "erased on 20" in amana("list").err
    shown = amana("show", ref).err
    assert f"by order {order}" in shown
    assert "sha256" not in shown
    for words in (("hold", ref, "--reason", "x"), ("erase", "order", ref, "--basis", "x")):
        late = amana(*words)
        assert (late.status, f"→ `amana log {ref}` tells what is left" in late.err) == (3, True)
    gone = amana("text", ref)
    assert gone.status == 3
    assert f"{ref} was erased on" in gone.err
    assert amana("text", ref, "--json").err.startswith('{"type":"amana:erased"')
    assert f"had {ref} erased, as order {order} demands" in amana("log", ref).err
    assert amana("check", "--projections").status == 0


def test_answers_for_programs(amana: Amana, ref: str, tmp_path: Path) -> None:
    (held,) = amana("hold", ref, "--reason", "case 12", "--json").lines
    (hold,) = amana("hold", "--json").lines
    assert (hold["number"], hold["item"], hold["reason"]) == (held["entry"], ref, "case 12")
    (lifted,) = amana("hold", ref, "--lift", "--reason", "closed", "--json").lines
    assert lifted["entry"] == held["entry"] + 1
    (order,) = amana("erase", "order", ref, "--basis", "Art. 17", "--json").lines
    (withdrawn,) = amana("erase", "withdraw", str(order["order"]), "--json").lines
    assert withdrawn["entry"] == order["order"] + 1
    (order,) = amana("erase", "order", ref, "--basis", "Art. 17", "--json").lines
    signed = tmp_path / "signed.txt"
    signed.write_text("I confirm the order.")
    (done,) = amana(
        "erase", "confirm", str(order["order"]), "--outside", "S. Oran, notary", "--statement",
        signed, "--json",
    ).lines  # fmt: skip
    assert (done["state"], done["outside"]) == ("erased", "S. Oran, notary")


def test_what_a_person_outside_signed_is_named(amana: Amana, ref: str, tmp_path: Path) -> None:
    (order,) = amana("erase", "order", ref, "--basis", "Art. 17", "--json").lines
    signed = tmp_path / "signed.txt"
    signed.write_text("I confirm the order.")
    said = amana(
        "erase", "confirm", str(order["order"]), "--outside", "S. Oran, notary", "--statement",
        signed,
    )  # fmt: skip
    assert said.status == 0
    (statement,) = (
        row["ref"] for row in amana("list", "--json").lines if row.get("name") == "signed.txt"
    )
    assert f"What S. Oran, notary signed is item {statement}.\n" in said.err


def test_holds_are_told_and_stand_in_the_way(amana: Amana, ref: str) -> None:
    assert amana("hold").err.endswith("No holds.\n")
    assert amana("erase", "list").err.endswith("No erasure orders.\n")
    held = amana("hold", ref, "--reason", "case 12")
    assert held.err.startswith("Nobody can erase it while this hold is in force: hold ")
    assert "case 12" in amana("hold").err
    assert "It cannot be confirmed yet: hold" in amana("erase", "preview", ref).err
    refused = amana("erase", "order", ref, "--basis", "Art. 17")
    assert (refused.status, "a hold forbids its erasure" in refused.err) == (4, True)
    lifted = amana("hold", "--lift", ref, "--reason", "case closed")
    assert lifted.err.startswith("The hold is lifted: entry ")
    assert amana("erase", "order", ref, "--basis", "Art. 17").status == 0
    order = amana("erase", "list", "--json").lines[0]["number"]
    withdrawn = amana("erase", "withdraw", str(order), "--reason", "a mistake")
    assert withdrawn.err.startswith(f"Order {order} is withdrawn: entry ")


def test_a_hold_needs_a_reason(amana: Amana, ref: str) -> None:
    said = amana("hold", ref)
    assert (said.status, "to place or lift a hold needs a reason" in said.err) == (2, True)


def test_the_item_itself_tells_of_its_holds_and_its_order(amana: Amana, ref: str) -> None:
    ordered = amana("erase", "order", ref, "--basis", "Art. 17 GDPR", "--json").lines[0]["order"]
    shown = amana("show", ref).err
    assert "on hold" not in shown
    assert "erasure " in shown
    assert f"by nadia, entry {ordered}, on the basis of Art. 17 GDPR; another person" in shown
    held = amana("hold", ref, "--reason", "case 12", "--json").lines[0]["entry"]
    lines = amana("show", ref).err.splitlines()
    (line,) = (line for line in lines if line.startswith("on hold"))
    assert line.endswith(f"by nadia, entry {held}: case 12")
    assert lines.index(line) <= 3
    (told,) = amana("show", ref, "--json").lines
    assert [hold["number"] for hold in told["holds"]] == [held]
    assert (told["order"]["number"], told["order"]["state"]) == (ordered, "open")
