"""The witnesses of an archive's log: whom it trusts, what they are asked, what they signed."""

from __future__ import annotations

import msgspec

from amana.access import Deed, Subject, authorize, require
from amana.archive.brought import require_own
from amana.archive.parts import Parts
from amana.archive.trust import next_trust, stored_cosigned, stored_trust
from amana.core import JSON, AmanaError, CustodyError, NotFound, UsageError, WrongInput, canonical
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

_REQUEST = b"old "
"""How a request begins (C2SP tlog-witness, add-checkpoint)."""
_ANSWER = "bring the file that `amana witness sign` wrote, as it is"


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

    def request(self, name: str | None = None, *, since: int | None = None) -> bytes:
        """Return the request to cosign the log as it stands, to be carried to a witness by hand.

        `since` is how many entries the witness saw last; else what it is known to have signed.
        `name` tells which witness, where the trusted ones saw differently much.

        Raises:
            NotFound: the archive trusts no witness of that name.
            UsageError: several witnesses saw differently much, or there are not so many entries.
        """
        self._allow()
        size = self._history.now().size
        old = self._seen_by_hand(name) if since is None else since
        if not 0 <= old <= size:
            raise UsageError(
                f"the log here has {size} entries, so a request cannot go on from {old}",
                remedy="leave --since away. If a witness says that it saw more entries than there "
                "are here, then this is not the newest state: do not write to this archive",
            )
        return self._history.since(old).text()

    def _seen_by_hand(self, name: str | None) -> int:
        """Return how far the witness that a request is for is known to have seen the log."""
        if name is not None:
            return self.seen(name)
        trusted = self.trusted()
        asked = [one for one in trusted if not one.url] or trusted
        seen = {one.name: self.seen(one.name) for one in asked}
        if len(set(seen.values())) > 1:
            told = ", ".join(f"{each} saw {size} entries" for each, size in sorted(seen.items()))
            raise UsageError(
                f"the witnesses saw differently much: {told}",
                remedy="say which one it is for: `amana witness request NAME -o FILE`",
            )
        return max(seen.values(), default=0)

    def accept(self, answer: bytes) -> Witnessed:
        """Enter a cosigned checkpoint that was carried here by hand.

        Raises:
            WrongInput: it is no answer, is of another log, was changed on the way, or is not signed
                by a witness that is trusted.
            CustodyError: it shows that this log is not the one that the witness saw.
        """
        self._allow()
        if answer.startswith(_REQUEST):
            raise WrongInput("this is the request to a witness, and not its answer", remedy=_ANSWER)
        require_own(self._parts, answer, "the answer", _ANSWER)
        self._history.extends(answer, "the answer")
        note = decode_note(answer)
        names = {signature.name for signature in note.signatures}
        witness = next((one for one in self.trusted() if one.name in names), None)
        if witness is None:
            raise WrongInput(
                "the answer is signed by no witness that this archive trusts",
                remedy="`amana witness add` trusts a witness by its keys",
            )
        origin = self._history.now().origin
        own, others = signature_lines(note, origin)
        try:
            cosigned = accept(own, others, witness, self._now())
        except CustodyError as error:
            raise WrongInput(
                f"the answer cannot be entered: {error.message}", remedy=error.remedy or _ANSWER
            ) from error
        return self._enter(cosigned)

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
