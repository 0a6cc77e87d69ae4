"""The tokens of rfc3161-client and auto-archiver, held against `openssl ts -verify`.

Both are asked at the time that the token states, with the chain that lies beside it. Where none
lies there, both are asked with a root of somebody else: the answer must then be no.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from amana.core import TokenRefused, UsageError
from amana.custody.timestamps import parse_roots, verify_response
from amana.custody.tokens import in_der_order, read_query, read_token

if TYPE_CHECKING:
    from tests.conformance.conftest import Tally

OPENSSL = shutil.which("openssl") or "openssl"
NO_CHAIN = "not trusted: the suite holds no root of this authority"
TAKEN = "taken"
NO_RESPONSE = "this is not a time-stamp response"

OUTCOMES = {
    "auto-archiver/digicert.tsr": NO_CHAIN,
    "auto-archiver/rfc3161-client-issue-104.tsr": TAKEN,
    "auto-archiver/self_signed.tsr": NO_CHAIN,
    "auto-archiver/timestamp_token_http-timestamp-identrust-com": NO_RESPONSE,
    "auto-archiver/valid_timestamp.tsr": TAKEN,
    "rfc3161-client/identrust/issue-104.tsr": TAKEN,
    "rfc3161-client/sigstage/response-invalid-signature.tsr": "its signature is wrong",
    "rfc3161-client/sigstage/response-no-embedded-cert.tsr": TAKEN,
    "rfc3161-client/sigstage/response-sha256.tsr": TAKEN,
    "rfc3161-client/sigstage/response-sha384.tsr": TAKEN,
    "rfc3161-client/sigstage/response-sha512.tsr": TAKEN,
    "rfc3161-client/sigstore.mock/response-expired.tsr": TAKEN,
    "rfc3161-client/test_tsa/other_response.tsr": "unable to get local issuer certificate",
    "rfc3161-client/test_tsa/response-injected-certs.tsr": TAKEN,
    "rfc3161-client/test_tsa/response.tsr": TAKEN,
}
"""What becomes of each. `openssl ts -verify -attime` says the same of every one of them.

"expired" had expired when its suite was made, not when it was signed. The bare token is no
response: openssl takes it with -token_in only. Certificates that somebody injected are not those
that the signature names, and count for nothing.
"""


@pytest.fixture
def suite(test_data: Path) -> Path:
    return test_data / "timestamps"


def chain_of(path: Path, suite: Path) -> bytes:
    """Return the chain of a token in PEM; one of somebody else where the suite has none."""
    here = path.with_name("ts_chain.pem")
    if "identrust" in str(path) or "104" in path.name or path.name == "valid_timestamp.tsr":
        here = suite / "rfc3161-client" / "identrust" / "ts_chain.pem"
    elif not here.exists():
        here = suite / "rfc3161-client" / "test_tsa" / "ts_chain.pem"
    data = here.read_bytes()
    if data.startswith(b"-----") or b"\n-----BEGIN" in data:
        return data
    return x509.load_der_x509_certificate(data).public_bytes(Encoding.PEM)


def ours(path: Path, pem: bytes) -> str:
    try:
        verify_response(path.read_bytes(), parse_roots(pem))
    except TokenRefused as error:
        return error.message
    return TAKEN


def says_openssl(path: Path, pem: bytes, folder: Path) -> bool:
    chain = folder / "chain.pem"
    chain.write_bytes(pem)
    try:
        token = read_token(path.read_bytes())
    except TokenRefused:
        words = ["-digest", "00" * 32]
    else:
        at = str(int(token.time.timestamp()))
        words = ["-digest", token.imprint.hex(), "-attime", at]
    done = subprocess.run(
        [OPENSSL, "ts", "-verify", "-in", str(path), "-CAfile", str(chain), "-untrusted",
         str(chain), *words],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    return done.returncode == 0 and "Verification: OK" in done.stdout + done.stderr


def test_tokens_of_others_are_judged_as_openssl_does(
    suite: Path, tmp_path: Path, tally: Tally
) -> None:
    there = [
        path for path in sorted(suite.rglob("*")) if path.suffix == ".tsr" or "token" in path.name
    ]
    assert {str(path.relative_to(suite)) for path in there} == OUTCOMES.keys()
    wrong = []
    for path in there:
        name = str(path.relative_to(suite))
        pem = chain_of(path, suite)
        found, other = ours(path, pem), says_openssl(path, pem, tmp_path)
        expected = OUTCOMES[name].replace(NO_CHAIN, "unable to get local issuer certificate")
        if expected not in found or other != (found == TAKEN):
            wrong.append(f"{name}: {found} (openssl: {other})")
    tally("RFC 3161 tokens", passed=len(there) - len(wrong), total=len(there), misses=wrong)
    assert wrong == []


def test_queries_of_others_are_read(suite: Path) -> None:
    folder = suite / "rfc3161-client" / "test_tsa"
    query = read_query((folder / "request.der").read_bytes())
    token = read_token((folder / "response.tsr").read_bytes())
    assert (query.algorithm, query.imprint, query.nonce) == ("sha512", token.imprint, token.nonce)


def test_sorting_certificates_changes_nothing_else(suite: Path) -> None:
    for name in OUTCOMES:
        data = (suite / name).read_bytes()
        try:
            token = read_token(data)
        except TokenRefused:
            continue
        again = in_der_order(data)
        assert len(again) == len(data)
        assert sorted(read_token(again).certificates) == sorted(token.certificates)
        assert (again == data) == ("digicert" not in name)


def test_what_is_no_certificate_is_no_root(suite: Path) -> None:
    with pytest.raises(UsageError, match="no certificates in PEM"):
        parse_roots((suite / "auto-archiver" / "LICENSE").read_bytes())
