"""In which state a reading ends, by what it has to say about itself: pure."""

from __future__ import annotations

from collections.abc import Iterable

from amana.reading.notices import MEANING, Code, Effect, sentence
from amana.records import State

_STATE = {
    Effect.EMPTY: State.READ_EMPTY,
    Effect.WAITING: State.WAITING,
    Effect.NO_READER: State.NO_READER,
    Effect.ENCRYPTED: State.ENCRYPTED,
    Effect.UNREADABLE: State.UNREADABLE,
    Effect.REFUSED: State.REFUSED,
}


_DECIDES = {
    State.READ_EMPTY: (Effect.EMPTY,),
    State.PARTLY_READ: (Effect.PARTLY, Effect.WAITING),
    State.WAITING: (Effect.WAITING,),
    State.ENCRYPTED: (Effect.ENCRYPTED,),
}


def failure_state(code: Code) -> State:
    """Return the state in which a notice that ends a reading leaves its item."""
    return _STATE.get(MEANING[code].effect, State.UNREADABLE)


def state_of(text: str, codes: Iterable[Code]) -> State:
    """Decide the state of a reading that came to its end.

    Rules, first match wins:

    1. A notice that says there is no reader: no-reader.
    2. A notice that says that what matters is encrypted: encrypted, though its cover was read.
    3. Nothing but white space in the text: waiting, where a program is missing; else read-empty.
    4. A notice that says that something is missing, or a program: partly-read.
    5. Otherwise: read.
    """
    effects = {MEANING[code].effect for code in codes}
    if Effect.NO_READER in effects:
        return State.NO_READER
    if Effect.ENCRYPTED in effects:
        return State.ENCRYPTED
    if not text or text.isspace():
        return State.WAITING if Effect.WAITING in effects else State.READ_EMPTY
    if effects & {Effect.PARTLY, Effect.WAITING}:
        return State.PARTLY_READ
    return State.READ


_TO_KEYS = (Code.ENCRYPTED_TO_KEY, Code.MAIL_ENCRYPTED)
"""What no password opens."""


def deciding(state: State, codes: Iterable[Code]) -> str | None:
    """Return the first notice because of which a reading came into `state`; None: none was."""
    found = (code.value for code in codes if MEANING[code].effect in _DECIDES.get(state, ()))
    return next(found, Code.BLANK.value if state is State.READ_EMPTY else None)


def asks_for_password(codes: Iterable[Code]) -> bool:
    """Tell whether one of these notices says that a password would open more."""
    return any(
        code is Code.CHILDREN_LOCKED
        or (MEANING[code].effect is Effect.ENCRYPTED and code not in _TO_KEYS)
        for code in codes
    )


def empty_reason(codes: Iterable[tuple[Code, int]]) -> str:
    """Return why a reading has no text.

    The program that is missing, else its own reason, else that there is white space only.
    """
    told = tuple(codes)
    for effect in (Effect.WAITING, Effect.EMPTY):
        for code, n in told:
            if MEANING[code].effect is effect:
                return sentence(code, n)
    return sentence(Code.BLANK)
