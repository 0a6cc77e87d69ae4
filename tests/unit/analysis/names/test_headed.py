from __future__ import annotations

import pytest

from amana.analysis.names.headed import Headed, headed_at, is_dated, small_head
from amana.analysis.names.tokens import tokens_of


def found(text: str, head: str) -> tuple[str, str] | None:
    tokens = tokens_of(text, 0, len(text))
    at = next(n for n, token in enumerate(tokens) if token.text == head)
    name = headed_at(tokens, at, 0)
    return (text[tokens[name.first].start : tokens[name.last - 1].end], name.type) if name else None


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("the Norland Foreign Ministry said", "Ministry", ("Norland Foreign Ministry", "ORG")),
        ("Ministry of Ports and Seas said", "Ministry", ("Ministry of Ports and Seas", "ORG")),
        ("a Norhaven Institute for the Sea of", "Institute",
         ("Norhaven Institute for the Sea", "ORG")),
        ("near Estra Airport today", "Airport", ("Estra Airport", "FAC")),
        ("at Camp Norden in", "Camp", ("Camp Norden", "FAC")),
        ("Resolution 2254 says", "Resolution", ("Resolution 2254", "LAW")),
        ("Operation Tall Mast began", "Operation", ("Operation Tall Mast", "EVENT")),
        ("Prime Minister Norden Council", "Council", ("Norden Council", "ORG")),
        ("the Office of the Prosecutor General of Norland said", "Office",
         ("Office of the Prosecutor General of Norland", "ORG")),
        ("the 64th Harbour Brigade said", "Brigade", ("64th Harbour Brigade", "ORG")),
        ("the Ministry of Ports Karim Norden said", "Ministry", ("Ministry of Ports", "ORG")),
        ("the Harbour Tribunal on Thursday asked", "Tribunal", ("Harbour Tribunal", "ORG")),
        ("the Ministry of Ports Friday said", "Ministry", ("Ministry of Ports", "ORG")),
        ("the council met", "council", None),
        ("The Ministry said", "Ministry", None),
    ],
)  # fmt: skip
def test_heads_tell_the_kind(text: str, head: str, expected: tuple[str, str] | None) -> None:
    assert found(text, head) == expected


def test_a_small_word_may_be_part_of_the_name_before_it() -> None:
    tokens = tokens_of("Estra airport", 0, 13)
    assert small_head(tokens, 1, "GPE", country=False) == Headed(1, 2, "FAC")
    assert small_head(tokens, 1, "GPE", country=True) is None
    tokens = tokens_of("Estra hospital", 0, 14)
    assert small_head(tokens, 1, "GPE", country=False) is None
    assert small_head(tokens, 1, None, country=False) == Headed(1, 2, "FAC")


def test_days_and_months_belong_to_no_name() -> None:
    told = [is_dated(token) for token in tokens_of("Thursday June ports Harbour", 0, 27)]
    assert told == [True, True, False, False]
