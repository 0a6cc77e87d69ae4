"""Names of ciphers and verdicts; chains are seen over real connections in test_slots.py."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from amana.acquire.capture.accounts import Verdict
from amana.acquire.capture.certificates import suite_of, taking_any, trusting, verdict_of


@pytest.mark.parametrize(
    ("name", "suite"),
    [
        ("TLS_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384"),
        ("ECDHE-RSA-AES128-GCM-SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
        ("ECDHE-ECDSA-CHACHA20-POLY1305", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"),
        ("ECDHE-RSA-AES256-SHA384", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"),
        ("DHE-RSA-AES256-SHA", "TLS_DHE_RSA_WITH_AES_256_CBC_SHA"),
        ("AES128-SHA", "TLS_RSA_WITH_AES_128_CBC_SHA"),
        ("AES128-GCM-SHA256", "TLS_RSA_WITH_AES_128_GCM_SHA256"),
        ("ECDHE-ECDSA-AES128-CCM8", "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8"),
        ("ECDHE-ECDSA-AES128-CCM", "TLS_ECDHE_ECDSA_WITH_AES_128_CCM"),
        ("SOMETHING-NEW", "SOMETHING-NEW"),
    ],
)
def test_ciphers_have_their_registered_names(name: str, suite: str) -> None:
    assert suite_of(name) == suite


def test_every_cipher_of_this_openssl_has_a_name() -> None:
    names = {each["name"] for each in ssl.create_default_context().get_ciphers()}
    assert {suite_of(name) for name in names if not suite_of(name).startswith("TLS_")} == set()


@pytest.mark.parametrize(
    ("code", "verdict"), [(10, Verdict.EXPIRED), (62, Verdict.OTHER_HOST), (23, Verdict.BROKEN)]
)
def test_the_first_rule_that_is_broken_is_the_verdict(code: int, verdict: Verdict) -> None:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code = code
    assert verdict_of(error) is verdict


def test_servers_are_verified_unless_that_has_failed(tmp_path: Path) -> None:
    assert trusting(None).verify_mode is ssl.CERT_REQUIRED
    assert trusting(None).check_hostname
    assert taking_any().verify_mode is ssl.CERT_NONE
    with pytest.raises(FileNotFoundError):
        trusting(str(tmp_path / "none.pem"))
