from __future__ import annotations

import msgspec
import pytest

from amana.records import Claim, Mention, Observed, Quantity, Span

SPAN = Span(char_start=4, char_end=8, byte_start=4, byte_end=8, quote="Ness")


def test_an_observation_is_one_line_that_names_its_kind() -> None:
    mention = Mention(span=SPAN, type="PERSON", entity="omar-ness", canonical="Omar Ness")
    line = msgspec.json.encode(mention)
    assert msgspec.json.decode(line)["kind"] == "mention"
    assert msgspec.json.decode(line, type=Observed) == mention


def test_kinds_are_told_apart() -> None:
    said = Claim(span=SPAN, speaker=SPAN, cue=SPAN, content=None, form="indirect",
                 speech_act="statement")  # fmt: skip
    many = Quantity(span=SPAN, what="families", value=40, bound="more than", unit="families")
    for each in (said, many):
        assert type(msgspec.json.decode(msgspec.json.encode(each), type=Observed)) is type(each)


def test_an_unknown_member_is_refused() -> None:
    line = msgspec.json.decode(msgspec.json.encode(
        Mention(span=SPAN, type="ORG", entity="x", canonical="X")))  # fmt: skip
    line["truth"] = True
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(line, type=Observed)
