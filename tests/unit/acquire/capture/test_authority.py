"""The authority of one run: what it signs, and that it leaves nothing behind."""

from __future__ import annotations

import base64
import hashlib
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from amana.acquire.capture.authority import Authority
from amana.core import FixedClock


def shaken(authority: Authority, host: str) -> ssl.SSLObject:
    """Return the client's end of a handshake with a server for `host`."""
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.load_verify_locations(cadata=authority.pem.decode())
    trusting.set_alpn_protocols(["h2", "http/1.1"])
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = trusting.wrap_bio(back, there, server_hostname=host)
    server = authority.context(host).wrap_bio(there, back, server_side=True)
    for _ in range(4):
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    return client


@pytest.mark.parametrize("host", ["news.example", "8.8.8.8", "2606:4700::1111", "a" * 63 + ".x.y"])
def test_who_trusts_it_trusts_its_hosts(host: str) -> None:
    client = shaken(Authority(), host)
    assert client.selected_alpn_protocol() == "http/1.1"


def test_another_authority_is_not_trusted() -> None:
    authority, other = Authority(), Authority()
    authority.context = other.context  # type: ignore[method-assign]  # a server of another run
    with pytest.raises(ssl.SSLCertVerificationError):
        shaken(authority, "news.example")


def test_the_browser_is_told_the_key() -> None:
    authority = Authority()
    key = x509.load_pem_x509_certificate(authority.pem).public_key()
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert base64.b64decode(authority.spki) == hashlib.sha256(der).digest()


def test_it_lasts_three_days_and_a_host_is_signed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amana.acquire.capture.authority._CONTEXTS", 3)
    now = datetime(2026, 3, 1, tzinfo=UTC)
    authority = Authority(FixedClock(now))
    certificate = x509.load_pem_x509_certificate(authority.pem)
    assert certificate.not_valid_before_utc < now < certificate.not_valid_after_utc
    assert certificate.not_valid_after_utc - now == timedelta(days=2)
    assert authority.context("a.example") is authority.context("a.example")
    first = authority.context("a.example")
    for n in range(3):
        authority.context(f"{n}.example")
    assert authority.context("a.example") is not first
