"""BagIt packages (RFC 8493; versions 0.93 to 1.0 are read), streamed with flat memory."""

from __future__ import annotations

from amana.sharing.bagit.check import BagReport, BagStep, OnBagStep, check_bag
from amana.sharing.bagit.claims import BagClaims, open_claims
from amana.sharing.bagit.package import BagPackage
from amana.sharing.bagit.rules import RULES, Finding, Level, OnFinding, Verdict

__all__ = [
    "RULES",
    "BagClaims",
    "BagPackage",
    "BagReport",
    "BagStep",
    "Finding",
    "Level",
    "OnBagStep",
    "OnFinding",
    "Verdict",
    "check_bag",
    "open_claims",
]
