"""What stands before the first commit: is this the newest state of the log, as far as others know?

A backup of an archive that is put back, or a machine that is set back, looks sound by itself. To
write in it would fork the log: two histories, both signed. Those who witnessed the log know better,
and so do its replicas and the things that witnesses signed, where these were not set back, too.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable

from amana.core import CustodyError, LogFork, UnavailableError
from amana.custody import CONFLICT, History, TrustedWitness, WitnessLine, require_not_ahead
from amana.records import Problem

Reach = Callable[[TrustedWitness], WitnessLine | None]
"""Leads to a witness, or nowhere where it has no address."""


class Guard:
    """Asks once, before the first commit of a process, and lets nothing pass until all is well.

    `kept` are checkpoints that witnesses signed, by their paths below custody/, `copied` those of
    the replicas that can be reached, by name, `trusted` the witnesses to be asked.
    """

    def __init__(
        self,
        history: History,
        kept: Callable[[], Iterable[tuple[str, bytes]]],
        copied: Callable[[], Iterable[tuple[str, bytes]]],
        trusted: Callable[[], Iterable[TrustedWitness]],
        reach: Reach,
    ) -> None:
        self._history = history
        self._kept = kept
        self._copied = copied
        self._trusted = trusted
        self._reach = reach
        self._passed = False
        self.unheard: set[str] = set()

    def __call__(self) -> None:
        """Let a commit pass.

        Raises:
            LogFork: somebody knows of a longer, or another, log of this name.
        """
        if self._passed:
            return
        for path, note in self._kept():
            self._history.extends(note, f"custody/{path}")
        for name, note in self._copied():
            if self._is_ours(note):
                self._history.extends(note, f"the replica “{name}”")
        for witness in self._trusted():
            line = self._reach(witness)
            if line is not None:
                with contextlib.suppress(UnavailableError):
                    self._hear(witness, line)
        self._passed = True

    def problems(self) -> list[Problem]:
        """Return what a check names: that others know of a longer, or another, log of this name."""
        try:
            self()
        except LogFork as error:
            return [Problem(step="newest", path="custody/checkpoint", detail=error.message)]
        except CustodyError:
            return []  # damaged: the steps of the check name it
        return []

    def _is_ours(self, note: bytes) -> bool:
        """Tell whether this log signed a checkpoint: what else lies there, its audit tells."""
        try:
            self._history.signed_once(note)
        except CustodyError:
            return False
        return True

    def _hear(self, witness: TrustedWitness, line: WitnessLine) -> None:
        if require_not_ahead(self._history, witness, line) or witness.name in self.unheard:
            return
        # It shows nothing: what it says when it is asked from the beginning is all there is.
        answer = line.add_checkpoint(self._history.since(0).text())
        said = answer.body.decode("ascii", "replace").strip()
        here = self._history.now().size
        if answer.status == CONFLICT and said.isdigit() and int(said) > here:
            raise LogFork(
                f"the witness {witness.name} says that it saw {said} entries of this log; here are "
                f"{here}, and nothing is written",
                remedy="put back the newest state of custody/. If the witness is wrong, take the "
                f"trust from it: `amana witness remove {witness.name}`",
            )
