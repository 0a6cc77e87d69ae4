"""A witness on the network (C2SP tlog-witness); it is sent a checkpoint and a proof only."""

from __future__ import annotations

import hashlib

import httpx

from amana.core import UnavailableError
from amana.custody.backends.authority_http import check_address, plain_reason
from amana.custody.witnessing import LONGEST, Answer

PATIENCE = 10.0
"""Seconds to wait for a connection, and for each part of the answer."""


class HTTPWitness:
    """A `WitnessLine` to the witness below `url`, for submission and monitoring."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        self._url = check_address(url).rstrip("/")
        self._patience = patience

    def add_checkpoint(self, data: bytes) -> Answer:
        """See `WitnessLine.add_checkpoint`."""
        return self._ask("POST", f"{self._url}/add-checkpoint", data)

    def checkpoint(self, origin: str) -> bytes | None:
        """See `WitnessLine.checkpoint`."""
        name = hashlib.sha256(origin.encode()).hexdigest()
        answer = self._ask("GET", f"{self._url}/{name}/checkpoint", b"")
        return answer.body if answer.status == httpx.codes.OK else None

    def _ask(self, method: str, url: str, data: bytes) -> Answer:
        try:
            with httpx.stream(method, url, content=data, timeout=self._patience) as answer:
                body = bytearray()
                for part in answer.iter_bytes():
                    body += part
                    if len(body) > LONGEST:
                        raise self._silent("its answer is longer than one can be")
                kind = answer.headers.get("content-type", "")
                return Answer(status=answer.status_code, body=bytes(body), kind=kind)
        except httpx.HTTPError as error:
            raise self._silent(plain_reason(error)) from error

    def _silent(self, why: str) -> UnavailableError:
        return UnavailableError(
            f"no answer from the witness at {self._url}: {why}",
            remedy="nothing is lost: the next cosignature covers everything up to then. Without "
            "network, carry the request by hand: `amana witness request -o FILE`",
        )
