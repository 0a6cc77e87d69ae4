"""The witnesses of an archive's log: whom it trusts, what they are asked, what they signed."""

from __future__ import annotations

import msgspec

from amana.access import Deed, Subject, authorize, require
from amana.archive.parts import Parts
from amana.archive.trust import next_trust, stored_cosigned, stored_trust
from amana.core import JSON, AmanaError, CustodyError, NotFound, UsageError, canonical
from amana.custody import (
    CosignatureVerifier,
    Cosigned,
    History,
    TrustedWitness,
    accept,
    ask,
    decode_note,
    signature_lines,
)
from amana.records import EntryType


class Witnessed(msgspec.Struct, frozen=True, kw_only=True):
    """What came of asking one witness: the entry, or why there is none."""

    name: str
    size: int | None = None
    entry: int | None = None
    problem: str | None = None
    remedy: str | None = None


class Witnesses:
    """Who witnesses one archive's log."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def trusted(self) -> tuple[TrustedWitness, ...]:
        """Return the witnesses that the archive trusts."""
        return stored_trust(self._parts.storage)

    def seen(self, name: str) -> int:
        """Return how many entries the newest stored cosignature of a witness covers; 0: none."""
        ids = {v.key.key_id.hex() for v in self._named(name).verifiers()}
        sizes = [size for size, key_id, _ in stored_cosigned(self._parts.storage) if key_id in ids]
        return max(sizes, default=0)

    def trust(self, keys: str, *, url: str | None = None) -> int:
        """Trust a witness by its verifier keys, a line each; return the entry that says so.

        `url` is where it can be asked; without it, requests are carried by hand.

        Raises:
            UsageError: these are no keys of one witness.
        """
        witness = _witness(keys, url)
        others = [one for one in self.trusted() if one.name != witness.name]
        return self._settle(witness, [*others, witness], trusted=True)

    def distrust(self, name: str) -> int:
        """Trust a witness no longer; return the entry that says so.

        Raises:
            NotFound: the archive does not trust it.
        """
        witness = self._named(name)
        self._parts.guard.unheard.add(name)
        others = [one for one in self.trusted() if one.name != name]
        return self._settle(witness, others, trusted=False)

    def request(self, *, since: int = 0) -> bytes:
        """Return the request to cosign the log as it stands, for a witness that saw `since`."""
        self._allow()
        return self._history.since(since).text()

    def accept(self, answer: bytes) -> Witnessed:
        """Enter a cosigned checkpoint that was carried here by hand.

        Raises:
            CustodyError: it is not of this log, or not signed by a witness that is trusted.
        """
        self._allow()
        note = decode_note(answer)
        self._history.extends(answer, "the answer")
        names = {signature.name for signature in note.signatures}
        witness = next((one for one in self.trusted() if one.name in names), None)
        if witness is None:
            raise CustodyError(
                "the answer is signed by no witness that this archive trusts",
                remedy="`amana witness add` trusts a witness by its keys",
            )
        origin = self._history.now().origin
        own, others = signature_lines(note, origin)
        return self._enter(accept(own, others, witness, self._now()))

    def ask(self) -> list[Witnessed]:
        """Ask every trusted witness that has an address, one after the other."""
        self._allow()
        return [self._ask(witness) for witness in self.trusted() if witness.url]

    def _ask(self, witness: TrustedWitness) -> Witnessed:
        line = self._parts.reach(witness)
        try:
            if line is None:
                raise UsageError(f"the witness {witness.name} has no address")
            old = self.seen(witness.name)
            return self._enter(ask(self._history, witness, line, old, self._now()))
        except AmanaError as error:
            return Witnessed(name=witness.name, problem=error.message, remedy=error.remedy)

    def _enter(self, cosigned: Cosigned) -> Witnessed:
        path = f"witnesses/{cosigned.state.size}/{min(cosigned.times)}"
        if path in set(self._parts.storage.paths()):
            return Witnessed(name=cosigned.name, size=cosigned.state.size)
        times: dict[str, JSON] = dict(cosigned.times)
        fields: dict[str, JSON] = {
            "name": cosigned.name,
            "size": cosigned.state.size,
            "root": cosigned.state.root.hex(),
            "times": times,
        }
        number = self._parts.note(EntryType.WITNESSED, fields, {path: cosigned.note})
        return Witnessed(name=cosigned.name, size=cosigned.state.size, entry=number)

    def _settle(self, one: TrustedWitness, now: list[TrustedWitness], *, trusted: bool) -> int:
        self._allow()
        path = next_trust(self._parts.storage)
        plain: JSON = msgspec.to_builtins(sorted(now, key=lambda witness: witness.name))
        fields: dict[str, JSON] = {
            "name": one.name,
            "keys": list(one.keys),
            "url": one.url,
            "trusted": trusted,
        }
        files = {path: canonical(plain) + b"\n"}
        return self._parts.note(EntryType.TRUSTED, fields, files)

    def _named(self, name: str) -> TrustedWitness:
        found = next((one for one in self.trusted() if one.name == name), None)
        if found is None:
            raise NotFound(
                f"this archive trusts no witness {name}", remedy="`amana witness` lists them"
            )
        return found

    @property
    def _history(self) -> History:
        return self._parts.history

    def _now(self) -> int:
        return int(self._parts.clock.now().timestamp())

    def _allow(self) -> None:
        today = self._parts.clock.now().date()
        decision = authorize(self._parts.actor, Deed.WITNESS, Subject(), purpose=None, today=today)
        require(decision, "witnesses of the log")


def _witness(keys: str, url: str | None) -> TrustedWitness:
    lines = tuple(keys.split())
    try:
        names = {CosignatureVerifier.parse(line).name for line in lines}
    except CustodyError as error:
        raise UsageError(
            f"these are no keys of a witness: {error.message}",
            remedy="take the file witness.vkey of the witness, or the key that its operator states",
        ) from error
    if len(names) != 1:
        raise UsageError("these are keys of no witness, or of several", remedy="one at a time")
    return TrustedWitness(name=names.pop(), keys=lines, url=url)
