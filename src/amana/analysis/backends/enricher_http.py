"""A language model behind an address that speaks the chat completions of OpenAI's interface.

It is asked on this machine alone, unless whoever makes it says otherwise: a text of evidence does
not leave by itself. Redirections are not followed, and no proxy is used.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Sequence
from urllib.parse import urlsplit

import httpx
import msgspec

from amana.analysis.enrich import PROMPT, Proposal, recipe_of
from amana.core import UnavailableError, UsageError, prepared
from amana.records import Recipe

PATIENCE = 120.0
LONGEST = 4 << 20
_MOST = 1_000


class _Message(msgspec.Struct):
    content: str


class _Choice(msgspec.Struct):
    message: _Message


class _Completion(msgspec.Struct):
    choices: list[_Choice]


class _Proposals(msgspec.Struct):
    proposals: list[Proposal]


class HTTPEnricher:
    """An `Enricher` at `url` (the part before `/chat/completions`).

    `elsewhere` allows an address that is not of this machine.
    """

    def __init__(
        self,
        url: str,
        model: str,
        *,
        seed: int = 0,
        elsewhere: bool = False,
        patience: float = PATIENCE,
    ) -> None:
        self._url = _checked(url, elsewhere=elsewhere)
        self._model = model
        self._seed = seed
        self._patience = patience

    @property
    def recipe(self) -> Recipe:
        """See `Enricher.recipe`."""
        return recipe_of("openai-compatible", self._model, self._seed)

    def propose(self, text: str, kinds: Collection[str]) -> Sequence[Proposal]:
        """See `Enricher.propose`."""
        asked = {
            "model": self._model,
            "seed": self._seed,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": f"{PROMPT}. Asked for: {', '.join(sorted(kinds))}."},
                {"role": "user", "content": text},
            ],
        }
        try:
            said = msgspec.json.decode(
                self._ask(msgspec.json.encode(asked)), type=prepared(_Completion)
            )
            answer = said.choices[0].message.content
            return msgspec.json.decode(answer, type=prepared(_Proposals)).proposals[:_MOST]
        except (msgspec.DecodeError, IndexError) as error:
            raise self._silent("its answer is none that can be read") from error

    def _ask(self, data: bytes) -> bytes:
        body = bytearray()
        kind = {"content-type": "application/json"}
        try:
            with (
                httpx.Client(timeout=self._patience, trust_env=False) as client,
                client.stream("POST", self._url, content=data, headers=kind) as answer,
            ):
                if answer.status_code != httpx.codes.OK:
                    raise self._silent(f"it answers with the status {answer.status_code}")
                for part in answer.iter_bytes():
                    body += part
                    if len(body) > LONGEST:
                        raise self._silent("its answer is longer than one can be")
        except httpx.HTTPError as error:
            raise self._silent(type(error).__name__) from error
        return bytes(body)

    def _silent(self, why: str) -> UnavailableError:
        return UnavailableError(
            f"no answer from the language model at {self._url}: {why}",
            remedy="nothing else depends on it; see whether its server runs",
        )


def _checked(url: str, *, elsewhere: bool) -> str:
    """Return where completions are asked for.

    Raises:
        UsageError: this is no address, or none of this machine.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{url!r} is no address", remedy="write http://127.0.0.1:PORT/v1")
    if not elsewhere and not _is_here(parts.hostname):
        raise UsageError(
            f"{parts.hostname} is not this machine, and texts of evidence would leave it",
            remedy="name a loopback address, 127.0.0.1 or ::1",
        )
    return url.rstrip("/") + "/chat/completions"


def _is_here(host: str) -> bool:
    """Tell whether an address is of this machine; names are not resolved, and so not believed."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
