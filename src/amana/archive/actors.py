"""Who acts: every entry names a person, and says how that name is known."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping

from amana.archive.adding import one_line
from amana.core import UsageError
from amana.records import Actor, ActorBasis


def who(name: str | None, environment: Mapping[str, str] = os.environ) -> Actor:
    """Return who acts: the name given, else AMANA_ACTOR, else the system login, unverified.

    Raises:
        UsageError: the name is empty or holds control characters.
    """
    if name is not None:
        basis, said = ActorBasis.GIVEN, name
    elif environment.get("AMANA_ACTOR"):
        basis, said = ActorBasis.ENVIRONMENT, environment["AMANA_ACTOR"]
    else:
        basis, said = ActorBasis.LOGIN, _login()
    said = one_line(said, "the name of the one who acts")
    if not said:
        raise UsageError("the name of the one who acts is empty", remedy="say it with --as NAME")
    return Actor(name=said, basis=basis)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"
