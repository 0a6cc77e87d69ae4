"""Questions of jurisdiction answered in a second of one core, every step explained.

    python bench/jurisdiction.py [QUESTIONS]

Prints JSON lines. There is no peer: nothing else answers such questions. Each answer has all its
steps, bases, disputed points and conditions, with their sentences in English and Arabic.

- *one situation*: days, people and crimes differ; the places are those of one situation. What was
  worked out for the same States and stretch of days is not worked out again;
- *any State*: States, days and crimes differ from question to question;
- *something open*: the nationality is unknown, or the date a month.

The questions are made before the clock runs, and are other ones than those that warm up. Seconds
are of processor time.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import time

from amana.law import Question, jurisdiction
from amana.law.treaty import packaged_treaty

QUESTIONS = 20_000
AS_OF = "2026-06-01"
CRIMES = (
    "rs:6(a)", "rs:7(1)(a)", "rs:7(1)(d)", "rs:7(1)(f)", "rs:8(2)(a)(i)", "rs:8(2)(b)(iv)",
    "rs:8(2)(c)(i)-4", "rs:8(2)(e)(i)", "rs:8(2)(e)(xiv)",
)  # fmt: skip
PLACES = (("SYR",), ("SYR", "JOR"))
PEOPLE = (("SYR",), ("RUS",), ("JOR",), ("FRA",), ("SYR", "DEU"))


def day(chance: random.Random) -> dt.date:
    """Return a day since the Statute entered into force."""
    return dt.date(2003, 1, 1) + dt.timedelta(days=chance.randrange(8500))


def of(chance: random.Random, states: tuple[str, ...]) -> Question:
    """Return a question that leaves nothing open."""
    return Question(
        crime=chance.choice(CRIMES),
        as_of=AS_OF,
        when=day(chance).isoformat(),
        places=tuple(chance.sample(states, chance.choice((1, 1, 2)))),
        nationalities=tuple(chance.sample(states, chance.choice((1, 1, 2)))),
        mandated=False,
    )


def in_one(chance: random.Random, _states: tuple[str, ...]) -> Question:
    """Return a question of one situation."""
    return Question(
        crime=chance.choice(CRIMES),
        as_of=AS_OF,
        when=(dt.date(2011, 3, 1) + dt.timedelta(days=chance.randrange(5000))).isoformat(),
        places=chance.choice(PLACES),
        nationalities=chance.choice(PEOPLE),
    )


def open_one(chance: random.Random, states: tuple[str, ...]) -> Question:
    """Return a question in which the nationality is unknown, or the date a month."""
    when = day(chance)
    unknown = chance.random() < 0.5  # noqa: PLR2004 - every other question
    return Question(
        crime=chance.choice(CRIMES[:8]),
        as_of=AS_OF,
        when=when.isoformat() if unknown else f"{when:%Y-%m}",
        places=(chance.choice(states),),
        nationalities=None if unknown else (chance.choice(states),),
        mandated=False,
    )


def measured(what: str, warm: list[Question], asked: list[Question]) -> None:
    """Answer all questions and print how many were answered in a second."""
    for question in warm:
        jurisdiction(question)
    began = time.process_time()
    steps = sum(len(jurisdiction(question).steps) for question in asked)
    seconds = time.process_time() - began
    line = {
        "what": what,
        "questions": len(asked),
        "steps each": round(steps / len(asked), 1),
        "per_second": round(len(asked) / seconds),
    }
    print(json.dumps(line), flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=int, nargs="?", default=QUESTIONS)
    number = parser.parse_args().questions
    chance = random.Random(2002)  # noqa: S311 - a seed, so that runs can be compared
    known = tuple(state for state in packaged_treaty().states() if state not in {"SCG", "SSD"})
    any_state = tuple(state for state in known if state not in {"MNE", "TLS", "XKX"})
    for what, make, states in (
        ("one situation", in_one, ()),
        ("any State", of, any_state),
        ("something open", open_one, any_state),
    ):
        warm = [make(chance, states) for _ in range(number)]
        measured(what, warm, [make(chance, states) for _ in range(number)])


if __name__ == "__main__":
    main()
