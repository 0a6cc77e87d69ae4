"""Certificates for the truth server: an authority of its own, and servers that are not in order."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


class Party:
    """A name with its key and, for an authority, its certificate."""

    def __init__(self, name: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.certificate = certificate(self, self, None)


def certificate(
    of: Party, by: Party, hosts: tuple[str, ...] | None, start: int = -10, stop: int = 10
) -> x509.Certificate:
    """Return the certificate of a host, or of an authority where `hosts` is None; days from now."""
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(of.name)
        .issuer_name(by.name)
        .public_key(of.key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + start * DAY)
        .not_valid_after(now + stop * DAY)
        .add_extension(x509.BasicConstraints(ca=hosts is None, path_length=None), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key()), critical=False
        )
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(of.key.public_key()), critical=False
        )
    )
    if hosts is not None:
        names = x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts])
        builder = builder.add_extension(names, critical=False)
    return builder.sign(by.key, hashes.SHA256())


class Certificates:
    """One context for each kind of server, chosen by the name that is asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.authority = Party("Truth authority")
        stranger = Party("Unknown authority")
        own = Party("selfsigned.test")
        self.pem = folder / "authority.pem"
        self.pem.write_bytes(self.authority.certificate.public_bytes(Encoding.PEM))
        self._good: dict[str, ssl.SSLContext] = {}
        self._bad = {
            "expired.test": self._context("expired.test", start=-9, stop=-3),
            "future.test": self._context("future.test", start=3, stop=9),
            "otherhost.test": self._context("elsewhere.test"),
            "unknown.test": self._context("unknown.test", by=stranger),
            "selfsigned.test": self._context("selfsigned.test", by=own, of=own),
        }
        self.default = self._context("default.test")
        self.default.sni_callback = self._choose

    def _choose(self, sock: ssl.SSLObject, name: str | None, old: ssl.SSLContext) -> None:
        del old
        if name is None:
            return
        if name not in self._bad and name not in self._good:
            self._good[name] = self._context(name)
        sock.context = self._bad.get(name) or self._good[name]

    def _context(
        self,
        host: str,
        *,
        by: Party | None = None,
        of: Party | None = None,
        start: int = -10,
        stop: int = 10,
    ) -> ssl.SSLContext:
        by, of = by or self.authority, of or Party(host)
        chain = [certificate(of, by, (host,), start, stop)]
        if by is not of:
            chain.append(by.certificate)
        key = of.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        path = self._folder / f"{host}.pem"
        path.write_bytes(key + b"".join(each.public_bytes(Encoding.PEM) for each in chain))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        context.set_alpn_protocols(["h2", "http/1.1"])  # who offers h2 gets it, and fails
        return context
