"""The certificate authority of one run, which only the browser of this run is told to accept.

Its key and those of the hosts live in memory: nothing is trusted when the run is over, and nothing
is written to a disk.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
import ssl
from collections import OrderedDict
from datetime import timedelta
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import NameOID

from amana.core import Clock, SystemClock

HTTP_1 = "http/1.1"
_BEFORE, _AFTER = timedelta(days=1), timedelta(days=2)
_CONTEXTS = 256
_LONGEST_NAME = 64  # RFC 5280 appendix A.1: ub-common-name-length


class Authority:
    """Signs a certificate for each host that the browser opens a tunnel to."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._host_key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name(f"capture {secrets.token_hex(4)}")
        self._certificate = self._signed(self._name, self._key, x509.BasicConstraints(True, 0))
        self._contexts: OrderedDict[str, ssl.SSLContext] = OrderedDict()

    @property
    def spki(self) -> str:
        """Base64 of the SHA-256 of the authority's public key.

        For Chromium's `--ignore-certificate-errors-spki-list`.
        """
        key = self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return base64.b64encode(hashlib.sha256(key).digest()).decode("ascii")

    @property
    def pem(self) -> bytes:
        """The authority's own certificate."""
        return self._certificate.public_bytes(Encoding.PEM)

    def context(self, host: str) -> ssl.SSLContext:
        """Return what a server for `host` needs to speak TLS; kept for the next connection."""
        known = self._contexts.pop(host, None) or self._new_context(host)
        self._contexts[host] = known
        if len(self._contexts) > _CONTEXTS:
            self._contexts.popitem(last=False)
        return known

    def _new_context(self, host: str) -> ssl.SSLContext:
        try:
            alternative: x509.GeneralName = x509.IPAddress(ip_address(host))
        except ValueError:
            alternative = x509.DNSName(host)
        certificate = self._signed(
            _name(host[:_LONGEST_NAME]),
            self._host_key,
            x509.SubjectAlternativeName([alternative]),
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_alpn_protocols([HTTP_1])
        _load(context, self._host_key, certificate, self._certificate)
        return context

    def _signed(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, extension: x509.ExtensionType
    ) -> x509.Certificate:
        now = self._clock.now()
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - _BEFORE)
            .not_valid_after(now + _AFTER)
            .add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
        )
        return builder.sign(self._key, hashes.SHA256())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _load(
    context: ssl.SSLContext, key: ec.EllipticCurvePrivateKey, *chain: x509.Certificate
) -> None:
    """Give a context its key and chain by way of memory: `ssl` takes them from a file only."""
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    descriptor = os.memfd_create("chain", os.MFD_CLOEXEC)
    try:
        os.write(descriptor, private + b"".join(each.public_bytes(Encoding.PEM) for each in chain))
        context.load_cert_chain(f"/proc/self/fd/{descriptor}")
    finally:
        os.close(descriptor)
