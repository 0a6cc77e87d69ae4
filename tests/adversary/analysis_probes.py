"""Steps that see capital words, and that do what a text tells them to: hang, die, eat memory, fail.

They run inside of real workers, which are told `analysis_probes:STEPS`.
"""

from __future__ import annotations

import os
import re
import time

from amana.analysis import Frame, Step, Tools
from amana.analysis.steps import Earlier
from amana.core import UnavailableError
from amana.records import Mention, Observed, Role

_CAPITAL = re.compile(r"\b[A-Z][a-z]+\b")


def see_words(frame: Frame, earlier: Earlier, tools: Tools) -> list[Observed]:
    """See a mention in each capital word, unless the text says what else to do."""
    if earlier:
        raise AssertionError("a step is shown what it does not need")
    _do_as_told(frame.text)
    model = tools.models.get("words/en")
    known = model.read_text().split() if model else None
    return [
        Mention(span=frame.span(*match.span()), type="ORG", entity=match[0], canonical=match[0])
        for match in _CAPITAL.finditer(frame.text, 0, max(run.end for run in frame.paragraphs))
        if known is None or match[0] in known
        if any(run.start <= match.start() < run.end for run in frame.paragraphs)
    ]


def see_roles(frame: Frame, earlier: Earlier, tools: Tools) -> list[Observed]:
    """See a role in each mention: it needs the step before."""
    del frame, tools
    return [Role(span=each.span, entity=None, role="word") for each in earlier["words"]]


def _do_as_told(text: str) -> None:
    if "HANG" in text:
        while True:
            pass
    if "SLEEP" in text:
        time.sleep(3600)
    if "DIE" in text:
        os._exit(3)
    if "EAT" in text:
        bytearray(1 << 36)  # at once: piece by piece, the time of a slow machine ends first
    if "LACK" in text:
        raise UnavailableError("the list of words was not built", remedy="run: make words")
    if "FAIL" in text:
        raise KeyError("a secret word of the text")


WORDS = Step(name="words", version="1", kinds=("mention",), languages=("en",), observe=see_words)
ROLES = Step(
    name="roles", version="1", kinds=("role",), languages=("en",), observe=see_roles,
    needs=("words",),
)  # fmt: skip
STEPS = (WORDS, ROLES)

LATER = (WORDS, Step(name="roles", version="2", kinds=("role",), languages=("en",),
                     observe=see_roles, needs=("words",)))  # fmt: skip
"""The same with a changed rule in the second step."""

TAUGHT = (Step(name="words", version="1", kinds=("mention",), languages=("en",),
               observe=see_words, model=True), ROLES)  # fmt: skip
"""The same with a first step that takes models: it then sees the words in the model alone."""
