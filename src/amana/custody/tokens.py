"""RFC 3161 bytes: what is asked of a time-stamp authority, and what its answer says.

Nothing here trusts anything; `timestamps.verify_token` does. Answers are kept as they came. Some
authorities do not sort the certificates in them as DER demands (ITU-T X.690 section 11.6), which
the verifying library refuses; it gets a copy in which they are (`in_der_order`).
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec
import rfc3161_client
from asn1crypto import cms, core, tsp  # type: ignore[import-untyped]  # has no stubs

from amana.core import TokenRefused

LIMIT = 1 << 20
"""No response is longer than this; the longest known ones have about 10 KB."""
_ANY_LAYOUT = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)
"""What asn1crypto raises, while it reads on demand, at bytes that are something else."""


class _Response(core.Sequence):  # type: ignore[misc]  # has no stubs
    """TimeStampResp (RFC 3161 section 2.4.2); that of asn1crypto demands a token."""

    _fields = [  # noqa: RUF012 - asn1crypto wants a list and writes into it
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What a query asks: a token over `imprint`, a digest by `algorithm`, with `nonce` in it."""

    algorithm: str
    imprint: bytes
    nonce: int | None


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """What a response says, unchecked.

    `accuracy` is in microseconds; `issuer` and `issuer_serial` name the certificate of the one who
    signed, as DER and number; `named` are digests of it in the signed attributes, by algorithm.
    """

    algorithm: str
    imprint: bytes
    nonce: int | None
    time: datetime
    accuracy: int
    serial: int
    signed_digest: str
    issuer: bytes
    issuer_serial: int
    certificates: tuple[bytes, ...]
    named: tuple[tuple[str, bytes], ...]


def make_query(note: bytes) -> bytes:
    """Return a query (RFC 3161 section 2.4.1) for a token over `note`.

    SHA-256 of the note, a fresh nonce, and the wish that the token carries its certificates.
    """
    asked = rfc3161_client.TimestampRequestBuilder(note, rfc3161_client.HashAlgorithm.SHA256)
    return asked.build().as_bytes()


def read_query(data: bytes) -> Query:
    """Return what a query asks.

    Raises:
        TokenRefused: these bytes are no query.
    """
    with _as("a time-stamp query"):
        asked = tsp.TimeStampReq.load(data, strict=True)
        imprint = asked["message_imprint"]
        return Query(
            algorithm=imprint["hash_algorithm"]["algorithm"].native,
            imprint=imprint["hashed_message"].native,
            nonce=asked["nonce"].native,
        )


def read_token(data: bytes) -> Token:
    """Return what a response (RFC 3161 section 2.4.2) says.

    Raises:
        TokenRefused: these bytes are no response, or one in which the authority refused.
    """
    with _as("a time-stamp response"):
        response = _Response.load(data, strict=True)
        _require_granted(response)
        signed = response["time_stamp_token"]["content"]
        if len(signed["signer_infos"]) != 1:
            raise TokenRefused("the token must be signed by one signer")
        signer, stated = signed["signer_infos"][0], signed["encap_content_info"]["content"].parsed
        return Token(
            algorithm=stated["message_imprint"]["hash_algorithm"]["algorithm"].native,
            imprint=stated["message_imprint"]["hashed_message"].native,
            nonce=stated["nonce"].native,
            time=stated["gen_time"].native,
            accuracy=_microseconds(stated["accuracy"]),
            serial=stated["serial_number"].native,
            signed_digest=signer["digest_algorithm"]["algorithm"].native,
            issuer=signer["sid"].chosen["issuer"].dump(),
            issuer_serial=signer["sid"].chosen["serial_number"].native,
            certificates=tuple(each.chosen.dump() for each in signed["certificates"]),
            named=tuple(_named(signer["signed_attrs"])),
        )


def in_der_order(data: bytes) -> bytes:
    """Return a copy of a response whose certificates stand in the order of DER.

    They are permuted within the bytes that they fill, which no signature covers.

    Raises:
        TokenRefused: these bytes are no response.
    """
    with _as("a time-stamp response"):
        signed = _Response.load(data, strict=True)["time_stamp_token"]["content"]
        found: bytes = signed["certificates"].contents
        if not found:
            return data
        return data.replace(found, b"".join(sorted(c.dump() for c in signed["certificates"])), 1)


@contextlib.contextmanager
def _as(what: str) -> Iterator[None]:
    try:
        yield
    except _ANY_LAYOUT as error:
        raise TokenRefused(
            f"this is not {what}",
            remedy="RFC 3161 responses are wanted as the authority sent them, in DER (.tsr); "
            "a bare token or a PEM file is not one",
        ) from error


def _require_granted(response: _Response) -> None:
    status = response["status"]
    said = status["status"].native
    if said != "granted":
        texts = [str(each) for each in status["status_string"].native or ()]
        why = "; ".join([*texts, *sorted(status["fail_info"].native or ())])
        raise TokenRefused(f"the authority refused: {said}{': ' if why else ''}{_plain(why)}")


def _plain(text: str) -> str:
    """Return what an authority said, fit to be shown: one line, without controls, not long."""
    return re.sub(r"[^ -~\u00a0-\uffff]+", " ", text)[:200]


def _microseconds(accuracy: core.Sequence) -> int:
    """Return what "accuracy" states (RFC 3161 section 2.4.2); nothing stated is 0."""
    said = accuracy.native or {}
    seconds, millis, micros = (said.get(unit) or 0 for unit in ("seconds", "millis", "micros"))
    total: int = (seconds * 1000 + millis) * 1000 + micros
    return total


def _named(attributes: Sequence[core.Sequence]) -> Iterator[tuple[str, bytes]]:
    """Yield the digests by which the signed attributes name the signer's certificate.

    The first one of an attribute is that of the signer (RFC 2634 section 5.4, RFC 5035 section 3).
    """
    for attribute in attributes:
        kind = attribute["type"].native
        if kind == "signing_certificate":
            yield "sha1", attribute["values"][0]["certs"][0]["cert_hash"].native
        elif kind == "signing_certificate_v2":
            first = attribute["values"][0]["certs"][0]
            yield first["hash_algorithm"]["algorithm"].native, first["cert_hash"].native
