"""What a check of OCFL finds: a code, where, and a sentence; and the report that sums it up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import msgspec

from amana.sharing.ocfl.codes import NEWEST, code_in, codes, is_error

KEPT = 500
"""So many findings stand in a report; all are counted, and all are told as they come."""

_LONGEST = 300


class OcflFinding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is not as the specification says: code, path, what is the matter there.

    `says` is the sentence of the specification that the code stands for.
    """

    code: str
    path: str
    detail: str
    says: str

    @property
    def is_error(self) -> bool:
        """Whether it makes the whole invalid."""
        return is_error(self.code)


OnFinding = Callable[[OcflFinding], None]


class OcflReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found in one object or in a storage root.

    `errors` and `warnings` count every finding by its code; `findings` are the first of them.
    `bytes` were hashed.
    """

    kind: str
    spec: str | None
    valid: bool
    errors: dict[str, int]
    warnings: dict[str, int]
    findings: tuple[OcflFinding, ...]
    objects: int
    valid_objects: int
    bytes: int


class Findings:
    """Takes in findings: counts all, keeps the first, tells each to whoever listens.

    `spec` is the version of the specification against which is judged; it may change on the way. A
    code that this version does not have is told under the one that it has, or not at all.
    """

    def __init__(self, on_finding: OnFinding = lambda _: None) -> None:
        self.spec = NEWEST
        self.counts: Counter[str] = Counter()
        self.kept: list[OcflFinding] = []
        self.below = ""
        self._on_finding = on_finding

    def tell(self, code: str, path: str, detail: str) -> None:
        """Take in one finding at `path`, which is relative to the object or root being checked."""
        known = code_in(code, self.spec)
        if known is None:
            return
        where = shown("/".join(part for part in (self.below, path) if part) or ".")
        finding = OcflFinding(
            code=known, path=where, detail=shown(detail)[:_LONGEST], says=codes()[known].says
        )
        self.counts[known] += 1
        if len(self.kept) < KEPT:
            self.kept.append(finding)
        self._on_finding(finding)

    @property
    def errors(self) -> int:
        """How many findings make it invalid."""
        return sum(count for code, count in self.counts.items() if is_error(code))

    def report(
        self, kind: str, spec: str | None, objects: tuple[int, int], size: int
    ) -> OcflReport:
        """Sum up; `objects` are how many were checked and how many of them are valid."""
        counted = sorted(self.counts.items())
        return OcflReport(
            kind=kind,
            spec=spec,
            valid=not self.errors,
            errors={code: count for code, count in counted if is_error(code)},
            warnings={code: count for code, count in counted if not is_error(code)},
            findings=tuple(self.kept),
            objects=objects[0],
            valid_objects=objects[1],
            bytes=size,
        )


def shown(text: str) -> str:
    """Return a name as text that can be stored: bytes that are no UTF-8 are escaped."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
