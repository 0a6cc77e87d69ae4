"""The route that asks the rules of jurisdiction.

It looks at no item: of the archive it knows the operator's own treaty facts, and nothing else.
"""

from __future__ import annotations

from litestar import Controller, get
from litestar.datastructures import State as AppState
from litestar.params import FromQuery

from amana.archive import treaty_of
from amana.core import UsageError
from amana.interface.http.looking import archive_of
from amana.law import Answer, Question, identified, jurisdiction

NONE = "none"
"""What a list says where there is known to be none; a list that is left out is unknown."""


class Asking(Controller):
    """Questions of jurisdiction."""

    path = "/law"

    @get("/jurisdiction", operation_id="jurisdiction", sync_to_thread=True)
    def jurisdiction(
        self,
        state: AppState,
        crime: FromQuery[str],
        as_of: FromQuery[str],
        *,
        date: FromQuery[str | None] = None,
        place: FromQuery[list[str] | None] = None,
        nationality: FromQuery[list[str] | None] = None,
        registered: FromQuery[list[str] | None] = None,
        born: FromQuery[str | None] = None,
        aggressor: FromQuery[str | None] = None,
        mandated: FromQuery[bool | None] = None,
    ) -> Answer:
        """Answer whether the Court could act on a crime, as far as was known on the day `as_of`.

        `place`, `nationality` and `registered` may stand several times; `none` says that there is
        none. What is left out is unknown.
        """
        question = Question(
            crime=identified(crime),
            as_of=as_of,
            when=date or None,
            places=listed("place", place),
            nationalities=listed("nationality", nationality),
            registered=listed("registered", registered),
            born=born or None,
            aggressor=aggressor or None,
            mandated=mandated,
        )
        return jurisdiction(question, treaty_of(archive_of(state).root))


def listed(name: str, values: list[str] | None) -> tuple[str, ...] | None:
    """Return a list of a question: null where it is left out, empty where it is `none`.

    Raises:
        UsageError: it says `none` beside something else.
    """
    if values is None:
        return None
    if NONE not in values:
        return tuple(values)
    if len(values) > 1:
        raise UsageError(f"{name} is {NONE} and something else", remedy="say one of the two")
    return ()
