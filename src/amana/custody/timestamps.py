"""Trusted time: an RFC 3161 token over a published checkpoint, and what it shows.

A token is another's signed word that a checkpoint existed at a time, and with it every entry that
the checkpoint covers. It is held against roots that a person chose for that authority, and at the
time that it states: certificates expire, what they showed stays shown (RFC 3161 section 4).
Pure functions. Format: docs/reference/formats/custody.md.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import warnings
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
import rfc3161_client
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.oid import ExtendedKeyUsageOID

from amana.core import TokenRefused, UsageError, stamp
from amana.custody.tokens import LIMIT, Token, in_der_order, read_query, read_token

STRONG = ("sha256", "sha384", "sha512")
"""The digests that imprint and signature may rest on."""

TOLERANCE = timedelta(minutes=5)
"""Clocks that differ by no more than this, beyond what a token states, are taken to agree."""


class Timestamp(msgspec.Struct, frozen=True, kw_only=True):
    """What a verified token states: when, how exactly (microseconds), its number, who signed."""

    time: datetime
    accuracy: int
    serial: int
    algorithm: str
    signer: str
    certificate_ends: datetime


def parse_roots(pem: bytes) -> tuple[x509.Certificate, ...]:
    """Return the certificates that a person trusts for an authority.

    Rules: PEM, at least one certificate, at least one of them issued by itself: a root.

    Raises:
        UsageError: a rule is broken.
    """
    try:
        found = tuple(x509.load_pem_x509_certificates(pem))
    except ValueError as error:
        raise UsageError(
            "these are no certificates in PEM",
            remedy="the authority publishes its root certificate; DER becomes PEM with "
            "`openssl x509 -inform der -in root.cer -out root.pem`",
        ) from error
    if not any(each.issuer == each.subject for each in found):
        raise UsageError(
            "there is no root certificate among these",
            remedy="a root is issued by itself; without it, others cannot check with openssl",
        )
    return found


def fingerprints(certificates: Sequence[x509.Certificate]) -> list[str]:
    """Return the SHA-256 of each certificate as DER, as `openssl x509 -fingerprint` computes it."""
    return [each.fingerprint(hashes.SHA256()).hex() for each in certificates]


def verify_token(
    response: bytes, note: bytes, trusted: Sequence[x509.Certificate], query: bytes | None
) -> Timestamp:
    """Check that `response` is a token over `note` by an authority whose roots are `trusted`.

    Rules:
      1. Its imprint is the digest of the note, by SHA-256, SHA-384 or SHA-512.
      2. Its nonce is that of the query, if there was one.
      3. It keeps the rules of `verify_response`.

    Raises:
        TokenRefused: a rule is broken.
    """
    if len(response) > LIMIT:
        raise TokenRefused("this is too long for a time-stamp response")
    token = read_token(response)
    if token.algorithm not in STRONG:
        raise TokenRefused(f"the token rests on {token.algorithm}, which is too weak")
    if not hmac.compare_digest(token.imprint, hashlib.new(token.algorithm, note).digest()):
        raise TokenRefused("the token is over other bytes than this checkpoint")
    if query is not None and token.nonce != read_query(query).nonce:
        raise TokenRefused(
            "the token answers another query: its nonce is not the one that was sent",
            remedy="import the answer to the query that was exported last, or ask again",
        )
    return verify_response(response, trusted)


def verify_response(response: bytes, trusted: Sequence[x509.Certificate]) -> Timestamp:
    """Check that `response` is a token, over whatever, by an authority whose roots are `trusted`.

    Rules:
      1. It is an RFC 3161 response: granted, with a token of one signer.
      2. The certificate of the signer is in it (or among `trusted`), is the one that the signed
         attributes name, may be used for time-stamping and nothing else (RFC 3161 section 2.3),
         and was valid at the time that the token states.
      3. The signature holds, with SHA-256, SHA-384 or SHA-512; at that time the certificate leads
         to one of `trusted`.

    Raises:
        TokenRefused: a rule is broken.
    """
    token = read_token(response)
    signer = _signer(token, trusted)
    _require_named(token, signer)
    _require_purpose(signer)
    _require_valid(token, signer)
    _require_signed(token, in_der_order(response), trusted, signer)
    return Timestamp(
        time=token.time,
        accuracy=token.accuracy,
        serial=token.serial,
        algorithm=token.algorithm,
        signer=signer.subject.rfc4514_string(),
        certificate_ends=signer.not_valid_after_utc,
    )


def _signer(token: Token, trusted: Sequence[x509.Certificate]) -> x509.Certificate:
    """Return the certificate that the signature names by issuer and number."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", CryptographyDeprecationWarning)  # of odd numbers
            carried = [x509.load_der_x509_certificate(each) for each in token.certificates]
            for each in (*carried, *trusted):
                same = each.serial_number == token.issuer_serial
                if same and each.issuer.public_bytes() == token.issuer:
                    return each
    except (ValueError, x509.InvalidVersion) as error:
        raise TokenRefused("a certificate in the token cannot be read") from error
    raise TokenRefused(
        "the certificate of the one who signed is not in the token",
        remedy="add the authority again with its own certificate behind the root in the PEM file",
    )


def _require_named(token: Token, signer: x509.Certificate) -> None:
    der = signer.public_bytes(Encoding.DER)
    if not token.named:
        raise TokenRefused("the signed part of the token does not name the signer's certificate")
    for algorithm, digest in token.named:
        known = algorithm in ("sha1", *STRONG)  # to tell certificates apart, SHA-1 still does
        if not known or not hmac.compare_digest(hashlib.new(algorithm, der).digest(), digest):
            raise TokenRefused("the signed part of the token names another certificate")


def _require_purpose(signer: x509.Certificate) -> None:
    try:
        purposes = signer.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError) as error:
        raise TokenRefused("the signer's certificate is not one for time-stamping") from error
    if not purposes.critical or list(purposes.value) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise TokenRefused("the signer's certificate is not one for time-stamping alone")


def _require_valid(token: Token, signer: x509.Certificate) -> None:
    begins, ends = signer.not_valid_before_utc, signer.not_valid_after_utc
    if not begins <= token.time <= ends:
        raise TokenRefused(
            f"the signer's certificate, valid from {stamp(begins)} to {stamp(ends)}, was not valid "
            f"at {stamp(token.time)}, which the token states"
        )


def _require_signed(
    token: Token,
    response: bytes,
    trusted: Sequence[x509.Certificate],
    signer: x509.Certificate,
) -> None:
    if token.signed_digest not in STRONG:
        raise TokenRefused(f"the token is signed with {token.signed_digest}, which is too weak")
    roots = [each for each in trusted if each.issuer == each.subject]
    others = [each for each in trusted if each.issuer != each.subject and each != signer]
    own = signer if signer in trusted else None
    verifier = rfc3161_client.VerifierBuilder(
        roots=roots, intermediates=others, tsa_certificate=own
    ).build()
    try:
        answer = rfc3161_client.decode_timestamp_response(response)
        verifier.verify(answer, token.imprint)
    except (ValueError, rfc3161_client.VerificationError) as error:
        raise TokenRefused(
            f"the token is not signed by an authority that is trusted here: {_why(str(error))}",
            remedy="compare the root certificate that was given with `amana authority add` with "
            "the one that the authority publishes",
        ) from error


def _why(said: str) -> str:
    """Return what matters of the error stack of OpenSSL."""
    verdict = re.search(r'Verify error: ([^"]+)', said)
    if verdict:
        return verdict[1]
    return "its signature is wrong" if "signature failure" in said else said[:200]


def oddities(
    found: Timestamp, *, bound: Sequence[Timestamp], claimed: datetime, now: datetime
) -> tuple[str, ...]:
    """Tell what about the time of a token cannot be right. It is told, never corrected.

    `bound` are the timestamps whose entries this token's checkpoint covers: the checkpoint can be
    no older than they are. `claimed` is when the last covered entry was made, as this machine's
    clock claimed then, `now` what it claims at present.
    """
    exact = timedelta(microseconds=found.accuracy) + TOLERANCE
    told = []
    if found.time - exact > now:
        told.append(f"it states a time that is later than this machine's clock says: {stamp(now)}")
    told += [
        "it states a time before an earlier one, which the log held already: "
        f"{stamp(earlier.time)} by {earlier.signer}"
        for earlier in bound
        if found.time + exact < earlier.time - timedelta(microseconds=earlier.accuracy)
    ]
    if found.time + exact < claimed:
        told.append(
            f"it states a time before the log's own time of what it covers: {stamp(claimed)}"
        )
    return tuple(told)
