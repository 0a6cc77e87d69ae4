"""What a TLS connection shows: version, cipher, the chain as it was sent, and whether it holds."""

from __future__ import annotations

import hashlib
import re
import ssl
from functools import lru_cache

from amana.acquire.capture.accounts import Tls, Verdict
from amana.acquire.capture.authority import HTTP_1

_VERDICTS = {  # X509_V_ERR_… of x509_vfy.h
    9: Verdict.NOT_YET,
    10: Verdict.EXPIRED,
    18: Verdict.SELF_SIGNED,
    19: Verdict.UNKNOWN_AUTHORITY,
    20: Verdict.UNKNOWN_AUTHORITY,
    21: Verdict.UNKNOWN_AUTHORITY,
    62: Verdict.OTHER_HOST,
    64: Verdict.OTHER_HOST,
}
_SUITE = re.compile(r"(?:(ECDHE|DHE)-)?(?:(RSA|ECDSA|DSS)-)?(.+)")
_CIPHER = re.compile(r"(AES|CAMELLIA|ARIA)(128|256)-?(GCM|CCM8|CCM)?-?(SHA[0-9]*)?")


@lru_cache(maxsize=8)
def trusting(authorities: str | None) -> ssl.SSLContext:
    """Return how servers are verified: by the system's authorities, or by those of a PEM file.

    Raises:
        OSError: the file cannot be read, or holds no certificate (ssl.SSLError).
    """
    context = ssl.create_default_context(cafile=authorities)
    context.set_alpn_protocols([HTTP_1])
    return context


@lru_cache(maxsize=1)
def taking_any() -> ssl.SSLContext:
    """Return how servers are talked to whose certificate was found not to hold."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols([HTTP_1])
    return context


def verdict_of(error: ssl.SSLCertVerificationError) -> Verdict:
    """Return which rule the certificate breaks; the first that OpenSSL met."""
    return _VERDICTS.get(error.verify_code, Verdict.BROKEN)


def chain_of(connection: ssl.SSLObject) -> list[bytes]:
    """Return every certificate that the server sent, its own first, as DER."""
    if hasattr(connection, "get_unverified_chain"):  # public from Python 3.13 on
        return list(connection.get_unverified_chain())
    sealed = connection._sslobj.get_unverified_chain() or ()  # type: ignore[attr-defined]  # noqa: SLF001 - the only way before 3.13
    return [ssl.PEM_cert_to_DER_cert(each.public_bytes()) for each in sealed]


def agreed(
    connection: ssl.SSLObject, chain: list[bytes], refused: ssl.SSLCertVerificationError | None
) -> Tls:
    """Return what was agreed on this connection; `refused` is why it was made without trust."""
    cipher = connection.cipher()
    return Tls(
        version=connection.version() or "",
        cipher=suite_of(cipher[0]) if cipher else "",
        verdict=verdict_of(refused) if refused else Verdict.HOLDS,
        chain=tuple(hashlib.sha256(each).hexdigest() for each in chain),
        alpn=connection.selected_alpn_protocol(),
        why=refused.verify_message if refused else None,
    )


def suite_of(name: str) -> str:
    """Return the name of a cipher suite in IANA's registry, where OpenSSL has its own."""
    match = _SUITE.fullmatch(name)
    if name.startswith("TLS_") or match is None:
        return name
    exchange = "_".join(part for part in (match[1], match[2]) if part) or "RSA"
    if match[3] == "CHACHA20-POLY1305":
        return f"TLS_{exchange}_WITH_CHACHA20_POLY1305_SHA256"
    cipher = _CIPHER.fullmatch(match[3])
    if cipher is None:
        return name
    kind, bits, mode, digest = cipher.groups()
    mode = {"CCM8": "CCM_8"}.get(mode or "CBC", mode or "CBC")
    return "_".join(filter(None, ("TLS", exchange, "WITH", kind, bits, mode, digest)))
