"""What a person can do about an item that was not read, or not to its end: pure."""

from __future__ import annotations

from amana.records import State

_AGAIN = "then `amana read --again --where {}`"

_STATES = {
    State.PRESERVED: "it waits: `amana read` reads it",
    State.NO_READER: "nothing now; after an update of amana, `amana read --again --where "
    "recipe=other`",
    State.ENCRYPTED: "ask the source for the password, "
    + _AGAIN.format("state=encrypted --ask-password"),
    State.WAITING: "install what is missing (`amana doctor` tells), "
    + _AGAIN.format("state=waiting"),
    State.UNREADABLE: "ask the source for another copy; after an update of amana, `amana read "
    "--again --where recipe=other`",
    State.REFUSED: "look at the original with a program for its kind, away from other work",
    State.PARTLY_READ: "compare the text with the original where the warnings point",
    State.READ_EMPTY: "nothing; look at the original if there should be text in it",
}
_RECOGNISE = "switch text recognition on (the setting `ocr_languages`), " + _AGAIN.format(
    "recipe=other"
)
_CODES = {
    "no-text-layer": _RECOGNISE,
    "pages-without-text": _RECOGNISE,
    "too-large": "nothing now: it is preserved, and too large to be read as a whole",
    "took-too-long": "raise the setting `read_seconds`, " + _AGAIN.format("notice=took-too-long"),
    "out-of-memory": "raise the setting `read_megabytes`, " + _AGAIN.format("notice=out-of-memory"),
    "inside-took-too-long": "raise the setting `inside_seconds`, "
    + _AGAIN.format("notice=inside-took-too-long"),
    "children-refused": "raise `inside_items`, `inside_megabytes` or `inside_layers`, "
    + _AGAIN.format("notice=children-refused"),
    "children-locked": "ask the source for the password, "
    + _AGAIN.format("notice=children-locked --ask-password"),
    "not-transcribed": "listen to or watch the original with a program for its kind",
    "nothing-recognised": "look at the picture: there may be writing that the machine does not see",
    "empty-file": "ask the source whether its content was lost on the way",
    "encrypted-to-key": "ask those who have the key for it as it was decrypted, and add that",
    "mail-encrypted": "ask those who have the key for it as it was decrypted, and add that",
    "program-missing": "install what is missing (`amana doctor` tells), "
    + _AGAIN.format("notice=program-missing"),
    "crashed": "compare with another copy; after an update of amana, `amana read --again --where "
    "recipe=other`",
}


def remedy_for(state: State, code: str | None) -> str | None:
    """Return what to do about an item in this state, by the notice that decided it; None: nothing.

    The notice counts before the state: it says more.
    """
    if state in (State.READ, State.ERASED):
        return None
    return _CODES.get(code or "") or _STATES.get(state) or _STATES[State.PARTLY_READ]
