from __future__ import annotations

import csv
from itertools import chain
from pathlib import Path

import pytest

from amana.core import UsageError
from amana.law.treaty.states import StateKind, is_code, state, states


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SYR", "SYR"), ("syr", "SYR"), ("SY", "SYR"), ("Syria", "SYR"), ("سوريا", "SYR"),
        ("الجمهورية العربية السورية", "SYR"), ("Cabo Verde", "CPV"), ("Czech Republic", "CZE"),
        ("Congo", "COG"), ("Democratic Republic of the Congo", "COD"), ("Niger", "NER"),
        ("The former Yugoslav Republic of Macedonia", "MKD"), ("St. Kitts and Nevis", "KNA"),
        ("Saint Lucia", "LCA"), ("St. Vincent and the Grenadines", "VCT"), ("Guinea", "GIN"),
        ("Republic of Korea", "KOR"), ("Republic of Moldova", "MDA"), ("Dominica", "DMA"),
        ("United Republic of Tanzania", "TZA"), ("COTE D\u2019IVOIRE", "CIV"),
        ("the gambia", "GMB"),
        ("United Kingdom of Great Britain and Northern Ireland", "GBR"), ("Holy See", "VAT"),
        ("Iran (Islamic Republic of)", "IRN"), ("Bolivia (Plurinational State of)", "BOL"),
        ("Venezuela (Bolivarian Republic of)", "VEN"), ("Turkiye", "TUR"), ("فلسطين", "PSE"),
    ],
)  # fmt: skip
def test_a_state_is_known_by_its_codes_and_its_usual_names(name: str, code: str) -> None:
    assert state(name).code == code


def test_the_names_of_the_reference_lead_to_their_codes(test_data: Path) -> None:
    table = (test_data / "law" / "rs_states.csv").read_text("utf-8")
    for row in csv.DictReader(table.splitlines()):
        assert state(row["name"]).code == row["iso3"]


def test_every_name_means_one_state_and_every_state_is_whole() -> None:
    names: dict[str, str] = {}
    for each in states():
        assert each.name_ar, each.code
        assert bool(each.of) == (not each.kind.is_state and each.code != "ATA"), each.code
        assert (each.kind in (StateKind.FORMER, StateKind.FORMER_TERRITORY)) == bool(each.until), (
            each.code
        )
        for name in (each.name, each.name_ar, *each.aliases):
            assert state(name).code == each.code, name
            assert names.setdefault(name, each.code) == each.code
        for code in chain(each.before, each.after, [each.of] if each.of else []):
            assert is_code(code), code
    assert [each.code for each in states()] == sorted(each.code for each in states())
    assert sum(each.kind is StateKind.MEMBER for each in states()) == 193


def test_disputed_statehood_is_said_in_the_same_words_for_all() -> None:
    said = {each.contested for each in states() if each.kind is StateKind.CONTESTED}
    assert len(said) == 1
    assert all(said)


@pytest.mark.parametrize(
    ("name", "meant"),
    [("SYA", "SYR"), ("Syrai", "SYR"), ("Palestin", "PSE"), ("سورييا", "SYR"), ("Norwey", "NOR")],
)
def test_an_unknown_name_is_an_error_with_the_nearest(name: str, meant: str) -> None:
    with pytest.raises(UsageError) as raised:
        state(name)
    assert f"did you mean {meant}" in (raised.value.remedy or "")


def test_what_is_like_nothing_is_an_error_too() -> None:
    with pytest.raises(UsageError) as raised:
        state("§§§")
    assert "amana law states" in (raised.value.remedy or "")
    assert "did you mean" not in (raised.value.remedy or "")


@pytest.mark.parametrize(
    ("code", "before", "first"),
    [("SSD", "2011-07-08", "2011-07-09"), ("TLS", "2002-05-19", "2002-05-20"),
     ("MNE", "2006-06-02", "2006-06-03"), ("CZE", "1992-12-31", "1993-01-01")],
)  # fmt: skip
def test_a_state_that_did_not_exist_yet_is_an_error(code: str, before: str, first: str) -> None:
    assert state(code, on=first).code == code
    with pytest.raises(UsageError) as raised:
        state(code, on=before)
    assert f"it has existed since {first}" in (raised.value.remedy or "")
    for other in state(code).before:
        assert other in (raised.value.remedy or "")


def test_a_state_that_is_no_more_is_an_error_that_names_who_came_after() -> None:
    assert state("SCG", on="2006-06-02").after == ("SRB", "MNE")
    with pytest.raises(UsageError) as raised:
        state("Serbia and Montenegro", on="2006-06-03")
    assert "it existed until 2006-06-03; after it came SRB" in (raised.value.remedy or "")
