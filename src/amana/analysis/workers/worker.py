"""The worker: a process that analyses one text after the other until its input ends.

It ends by itself where a text takes too long, so that nothing is left behind if the program that
started it is killed.
"""

from __future__ import annotations

import hashlib
import os
import resource
import signal
import sys
import traceback
from pathlib import Path
from typing import BinaryIO

import msgspec

from amana.analysis.observing import observe
from amana.analysis.tools import Tools
from amana.analysis.workers.wire import (
    ORDER,
    SETUP,
    Answer,
    Budget,
    Code,
    Failed,
    Lacking,
    Model,
    Order,
    Ready,
    Said,
    Setup,
    frame,
    load_steps,
    next_frame,
    sentence,
)
from amana.core import AmanaError, IntegrityError, UnavailableError, prepared
from amana.records import Article, Fact, Observed, Reading

_AGAIN = "install the program again; what was read is kept"
_FACT = msgspec.json.Decoder(prepared(Fact))
_OBSERVED = msgspec.json.Decoder(prepared(Observed))


def main() -> None:
    """Answer orders until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the program's, which stops its workers
    orders, answers = sys.stdin.buffer, _own_output()
    data = next_frame(orders.read)
    if data is None:
        return
    setup = SETUP.decode(data)
    try:
        worker = Worker(setup)
    except Exception as error:  # noqa: BLE001 - told to the program, whatever it is
        why = error.message if isinstance(error, AmanaError) else _told(error)
        _say(answers, Lacking(f"no process for analysis can be had: {why}", _AGAIN))
        return
    _say(answers, Ready())
    while (data := next_frame(orders.read)) is not None:
        with _time(setup.budget):
            said = worker.answer(ORDER.decode(data))
        _say(answers, said)
        if isinstance(said, Failed) and said.code is Code.MEMORY:
            return  # what is left of that text may still be in the way


def _own_output() -> BinaryIO:
    """Return where answers go; what libraries print goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _say(answers: BinaryIO, said: Said) -> None:
    answers.write(frame(said))
    answers.flush()


class _time:  # noqa: N801 - used like a function
    """Ends this process by a signal where what is inside of a `with` takes too long."""

    def __init__(self, budget: Budget) -> None:
        self._seconds = ((signal.ITIMER_PROF, budget.seconds),
                         (signal.ITIMER_REAL, budget.wall_seconds))  # fmt: skip

    def __enter__(self) -> None:
        for timer, seconds in self._seconds:
            signal.setitimer(timer, seconds)

    def __exit__(self, *_: object) -> None:
        for timer, _seconds in self._seconds:
            signal.setitimer(timer, 0)


class Worker:
    """Carries out steps, with tools that are made once."""

    def __init__(self, setup: Setup) -> None:
        self._steps = load_steps(setup.steps)
        for serves, model in setup.models.items():
            _require_whole(serves, model)
        self._digests = {serves: model.sha256 for serves, model in setup.models.items()}
        self._tools = Tools(models={s: Path(model.path) for s, model in setup.models.items()})
        self._budget = setup.budget
        resource.setrlimit(resource.RLIMIT_AS, (setup.budget.memory, setup.budget.memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def answer(self, order: Order) -> Said:
        """Return the facts that are asked for, or why there are none."""
        try:
            return self._observe(order)
        except UnavailableError as error:
            return Lacking(error.message, error.remedy)
        except MemoryError:
            megabytes = self._budget.memory >> 20
            return Failed(Code.MEMORY, sentence(Code.MEMORY, megabytes))
        except Exception as error:  # noqa: BLE001 - one text must not end the work on the others
            return Failed(Code.STEP, sentence(Code.STEP, _told(error)))

    def _observe(self, order: Order) -> Answer:
        reading = msgspec.json.decode(order.reading, type=prepared(Reading))
        facts = map(_FACT.decode, order.articles.splitlines())
        found = observe(
            reading,
            [fact for fact in facts if isinstance(fact, Article)],
            self._tools,
            models=self._digests,
            steps=self._steps,
            wanted=order.wanted,
            stored={name: list(map(_OBSERVED.decode, data.splitlines()))
                    for name, data in order.stored.items()},
            within=order.within,
        )  # fmt: skip
        return Answer({name: _lines(facts) for name, facts in found.items()})


def _require_whole(serves: str, model: Model) -> None:
    """Refuse a model that is not what its digest says.

    Raises:
        IntegrityError: it is not.
    """
    with Path(model.path).open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != model.sha256:
            raise IntegrityError(f"the file of the model {serves} is not what was added")


def _lines(facts: list[Observed]) -> bytes:
    return b"".join(msgspec.json.encode(fact, order="deterministic") + b"\n" for fact in facts)


def _told(error: Exception) -> str:
    """Return where something failed, and what; never what the text says."""
    where = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(where[-1].filename).name}:{where[-1].lineno}" if where else ""
    notes = "; ".join(getattr(error, "__notes__", ()))
    return f"{type(error).__name__}{place}" + (f", {notes}" if notes else "")


if __name__ == "__main__":
    main()
