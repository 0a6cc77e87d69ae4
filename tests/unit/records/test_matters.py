from __future__ import annotations

import msgspec
import pytest

from amana.records import Charge, Cite, Effect, Entered, LegalProceeding, Link, Situation, Step

LINES: dict[bytes, type] = {
    b'{"decision":"situation","key":"s","reason":"r","name":"Qasr Valley"}': Situation,
    b'{"decision":"proceeding","key":"p","reason":"r","situation":"s","model":"m"}': (
        LegalProceeding
    ),
    b'{"decision":"step","key":"t","reason":"r","proceeding":"p","step":"warrant_issued"}': Step,
    b'{"decision":"charge","key":"c","reason":"r","situation":"s","crime":"rs:7(1)(a)",'
    b'"mode":"rs:25(3)(a)","person":"x","incidents":["i"]}': Charge,
    b'{"decision":"link","key":"l","reason":"r","element":"rs:7(1)(a)#1","charge":"c",'
    b'"effect":"undermines","cites":[{"item":"IT-1","fact":"a"}]}': Link,
}


@pytest.mark.parametrize(("line", "kind"), LINES.items())
def test_each_line_is_told_apart_by_its_decision(line: bytes, kind: type) -> None:
    read = msgspec.json.decode(line, type=Entered)
    assert type(read) is kind
    assert msgspec.json.decode(msgspec.json.encode(read), type=Entered) == read


def test_a_passage_is_cited_by_a_fact_or_by_its_words() -> None:
    link = msgspec.json.decode(list(LINES)[-1], type=Entered)
    assert isinstance(link, Link)
    assert link.effect is Effect.UNDERMINES
    assert link.cites == (Cite(item="IT-1", fact="a"),)


@pytest.mark.parametrize(
    "line",
    [
        b'{"decision":"situation","key":"s","name":"Qasr Valley"}',
        b'{"decision":"situation","key":"s","reason":"r","name":"Qasr Valley","guilty":true}',
        b'{"decision":"link","key":"l","reason":"r","element":"e","effect":"proves"}',
    ],
)
def test_what_is_no_matter_is_refused(line: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(line, type=Entered)
