"""What a check found."""

from __future__ import annotations

import msgspec


class Problem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that is not as it was: in which step, at which path below the archive, and how."""

    step: str
    path: str
    detail: str
