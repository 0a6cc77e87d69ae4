"""What a plan takes away, and that it takes away nothing else."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from amana.archive.erasing import Eraser, merged, plan, spelled_slots
from amana.core import JSON, IntegrityError, NotFound
from amana.custody import LogReader, LogWriter, Signer, salted
from amana.custody.backends import MemoryLog
from amana.vault.backends import MemoryVault

HEAD: dict[str, JSON] = {"premis": "p", "at": {}, "actor": {"name": "dalia"}, "software": {}}


class Made:
    """A log and a vault in memory, filled entry by entry."""

    def __init__(self) -> None:
        self.storage, self.vault = MemoryLog(), MemoryVault()
        self.signer = Signer.generate("example.org/log")
        self.writer = LogWriter.create(self.storage, self.signer, "0")

    def put(self, content: bytes) -> str:
        return self.vault.put(io.BytesIO(content)).sha256

    def enter(self, kind: str, fields: Mapping[str, JSON]) -> int:
        entry = salted([("type", kind), *HEAD.items(), *fields.items()])
        (number,) = self.writer.append([entry], self.vault.sync)
        self.vault.accept()
        return number

    def acquire(self, item: str, content: bytes, source: str = "S-1") -> int:
        digests: dict[str, JSON] = {
            "sha256": self.put(content),
            "blake3": f"b3-{content.hex()}",
            "size": 1,
        }
        fields: dict[str, JSON] = {"item": item, "digests": digests, "source": source}
        return self.enter("acquired", fields)

    def derive(self, *items: str) -> int:
        results: dict[str, JSON] = {
            f"result {item}": {
                "key": f"key-{item}",
                "reading": self.put(f"reading of {item}".encode()),
                "facts": self.put(f"facts of {item}".encode()),
            }
            for item in items
        }
        return self.enter("derived", {"recipes": {}, **results})

    def names(self, number: int) -> list[str]:
        """Return the fields of an entry that are left, but for the head."""
        reader = LogReader(self.storage, self.signer.verifier)
        return [f.name for f in reader.entry(number).fields if f.name not in {"type", *HEAD}]

    def erase(self, item: str, work: Path) -> None:
        eraser = Eraser(self.storage, self.vault, work)
        found = eraser.plan(self.writer.size, item)
        eraser.require_whole(found)
        for _ in range(2):  # again, as after a crash
            eraser.remove(self.writer.size, found, eraser.extents(found))


@pytest.fixture
def made() -> Made:
    return Made()


def test_all_of_an_item_goes_and_nothing_of_another(made: Made, tmp_path: Path) -> None:
    first, other = made.acquire("IT-1", b"letter"), made.acquire("IT-2", b"other")
    derived = made.derive("IT-1", "IT-2")
    looked = made.enter(
        "accessed", {"deed": "read", "what": "text", "purpose": "why", "items": ["IT-1"]}
    )
    both = made.enter("accessed", {"deed": "read", "purpose": "why", "items": ["IT-1", "IT-2"]})
    matter = made.enter("matter-entered", {"items": ["IT-1"], "key": "m", "members": "{}"})
    cited = made.enter("cited", {"item": "IT-1", "matter": "m", "place": 1, "quote": "words"})
    proved = made.enter("proved", {"item": "IT-1", "released": [], "form": "proof", "more": "x"})
    held = made.enter("held", {"item": "IT-1", "reason": "a reason"})
    made.erase("IT-1", tmp_path)
    assert made.names(first) == ["item"]
    assert made.names(other) == ["item", "digests", "source"]
    assert made.names(derived) == ["recipes", "result IT-2"]
    assert made.names(looked) == ["deed", "what", "items"]
    assert made.names(both) == ["deed", "purpose", "items"]
    assert made.names(matter) == ["items", "key", "members"]
    assert made.names(cited) == ["item", "place"]
    assert made.names(proved) == ["item", "released", "form"]
    assert made.names(held) == ["item", "reason"]
    left = [data for data in made.vault.objects.values() if any(data)]
    assert left == [b"other", b"reading of IT-2", b"facts of IT-2"]


def test_what_a_check_found_goes_where_it_tells_of_the_item(made: Made, tmp_path: Path) -> None:
    made.acquire("IT-1", b"letter")
    digest = made.put(b"letter")
    made.vault.discard()
    derived = made.derive("IT-1")
    found = [
        made.enter("checked", {"outcome": "bad", "problems": [{"path": f"vault/packs/1/{word}"}]})
        for word in (digest, "b3-6c6574746572", "key-IT-1", "IT-1", "something-else")
    ]
    made.erase("IT-1", tmp_path)
    assert [made.names(number) for number in found] == [
        *([["outcome"]] * 4),
        ["outcome", "problems"],
    ]
    assert made.names(derived) == ["recipes"]


def test_bytes_of_another_item_stay_and_what_was_read_in_them(made: Made, tmp_path: Path) -> None:
    first = made.acquire("IT-1", b"letter")
    derived = made.derive("IT-1")
    taken_over = made.enter(
        "derived", {"recipes": {}, "result IT-2": {"key": "key-IT-1", "reading": made.put(b"x")}}
    )
    second = made.acquire("IT-2", b"letter", "S-2")
    found = plan(made.storage, made.writer.size, "IT-1")
    assert len(found.gone) == 2  # what no entry about the other item states
    assert found.kept_for == ("IT-2",)
    made.erase("IT-1", tmp_path)
    assert (made.names(first), made.names(derived)) == (["item"], ["recipes"])
    assert made.names(second) == ["item", "digests", "source"]
    assert made.names(taken_over) == ["recipes", "result IT-2"]
    assert [data for data in made.vault.objects.values() if any(data)] == [b"letter", b"x"]
    made.erase("IT-2", tmp_path)  # the last one takes the bytes with it
    assert b"letter" not in made.vault.objects.values()


def test_observations_go_with_their_item_and_stay_for_another(made: Made, tmp_path: Path) -> None:
    first = made.acquire("IT-1", b"letter")
    shared, own = made.put(b"names of the letter"), made.put(b"claims of the letter")
    analysed = made.enter(
        "derived",
        {
            "recipes": {},
            "observations IT-1": {
                "reading": "key",
                "steps": {"names": {"key": "k1", "facts": shared},
                          "claims": {"key": "k2", "facts": own}, "times": {"key": "k3"}},
            },
        },
    )  # fmt: skip
    second = made.acquire("IT-2", b"letter", "S-2")
    taken_over = made.enter(
        "derived",
        {
            "recipes": {},
            "observations IT-2": {
                "reading": "key", "steps": {"names": {"key": "k1", "facts": shared}},
            },
        },
    )  # fmt: skip
    made.erase("IT-1", tmp_path)
    assert (made.names(first), made.names(analysed)) == (["item"], ["recipes"])
    assert made.names(taken_over) == ["recipes", "observations IT-2"]
    left = [data for data in made.vault.objects.values() if any(data)]
    assert left == [b"letter", b"names of the letter"]
    made.erase("IT-2", tmp_path)
    assert made.names(second) == ["item"]
    assert not any(any(data) for data in made.vault.objects.values())


def test_an_item_that_is_called_alike_is_another(made: Made, tmp_path: Path) -> None:
    made.acquire("IT-1", b"letter")
    other = made.acquire("IT-11", b"enclosure")
    derived = made.derive("IT-11")
    made.erase("IT-1", tmp_path)
    assert made.names(other) == ["item", "digests", "source"]
    assert made.names(derived) == ["recipes", "result IT-11"]


def test_several_acquisitions_and_readings_of_an_item_go_together(
    made: Made, tmp_path: Path
) -> None:
    numbers = [made.acquire("IT-1", b"letter"), made.derive("IT-1")]
    numbers += [made.acquire("IT-1", b"letter", "S-1"), made.derive("IT-1")]
    made.erase("IT-1", tmp_path)
    assert [made.names(number) for number in numbers] == [["item"], ["recipes"]] * 2
    assert not any(any(data) for data in made.vault.objects.values())


def test_what_cannot_be_found_is_not_said_to_be_erased(made: Made, tmp_path: Path) -> None:
    made.acquire("IT-1", b"letter")
    made.vault.objects.clear()
    with pytest.raises(IntegrityError, match="1 of the objects of IT-1 cannot be found"):
        made.erase("IT-1", tmp_path)
    with pytest.raises(NotFound):
        Eraser(made.storage, made.vault, tmp_path).size_of(
            plan(made.storage, made.writer.size, "IT-1")
        )


def test_slots_are_spelled_in_order() -> None:
    both = merged({3: frozenset({2, 1})}, {1: frozenset({9}), 3: frozenset({5})})
    assert spelled_slots(both) == [{"entry": 1, "slots": [9]}, {"entry": 3, "slots": [1, 2, 5]}]


def test_the_root_of_a_check_that_covered_it_goes(made: Made, tmp_path: Path) -> None:
    made.acquire("IT-1", b"letter")
    (unit,) = {place.unit for place in [made.vault.place(made.put(b"letter"))] if place}
    made.vault.discard()
    covering: JSON = {"objects": [["0000", "ffff"]], "packs": [], "length": None}
    beside: JSON = {"objects": [[f"{unit.name}", f"{unit.name}"]], "packs": []}
    elsewhere: JSON = {"objects": [["0000", "0000"]], "packs": [["00000001", "00000001"]]}
    numbers = [
        made.enter("checked", {"covered": covered, "root": "ab" * 32, "problems": []})
        for covered in (covering, beside, {"sample": {"seed": "00", "bound": "ff"}}, elsewhere, {})
    ]
    made.erase("IT-1", tmp_path)
    assert ["root" in made.names(number) for number in numbers] == [False, False, False, True, True]
