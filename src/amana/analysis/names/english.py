"""Names and roles in English paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from amana.analysis.frame import Frame
from amana.analysis.names.keys import key_of
from amana.analysis.tools import Tools
from amana.records import Mention, Role

_TYPES = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "GPE", "LOC": "LOC", "FAC": "FAC",
          "NORP": "NORP", "EVENT": "EVENT", "LAW": "LAW"}  # fmt: skip


def names(frame: Frame, paragraphs: Sequence[int], tools: Tools) -> list[Mention | Role]:
    """Return the mentions and roles in paragraphs, given by their numbers in the frame."""
    return list(_mentions(frame, paragraphs, tools))


def _mentions(frame: Frame, paragraphs: Sequence[int], tools: Tools) -> Iterator[Mention]:
    chosen = set(paragraphs)
    for number, named in tools.named(frame).items():
        if frame.sentences[number].paragraph not in chosen:
            continue
        for each in named:
            if type_ := _TYPES.get(each.label):
                start = each.start + 4 * (frame.text[each.start : each.start + 4].lower() == "the ")
                name = frame.text[start : each.end].removesuffix("'s").strip()
                if name:
                    yield Mention(
                        span=frame.span(start, start + len(name)),
                        type=type_,
                        entity=key_of(name),
                        canonical=name,
                    )
