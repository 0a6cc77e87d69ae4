"""What leaves the archive: proofs, statements and packages, without betraying sources.

For an investigator: a folder that a court's own expert can check without our software, and a
statement that a custodian can sign.
For an engineer: pure functions from what is known to the files of a bundle and to printed pages;
packages, streamed.
"""

from __future__ import annotations

from amana.sharing.bagit import (
    BagClaims,
    BagPackage,
    BagReport,
    BagStep,
    Finding,
    Level,
    Verdict,
    check_bag,
    open_claims,
)
from amana.sharing.bundle import Bundle, Cosignature, Stamp, bundle_files, entry_file
from amana.sharing.ocfl import OcflFinding, OcflPackage, OcflReport, check_ocfl
from amana.sharing.package import About, Leaving, Package
from amana.sharing.pdf import to_pdf
from amana.sharing.statement import Confirmed, Told, Vouched, statement

__all__ = [
    "About",
    "BagClaims",
    "BagPackage",
    "BagReport",
    "BagStep",
    "Bundle",
    "Confirmed",
    "Cosignature",
    "Finding",
    "Leaving",
    "Level",
    "OcflFinding",
    "OcflPackage",
    "OcflReport",
    "Package",
    "Stamp",
    "Told",
    "Verdict",
    "Vouched",
    "bundle_files",
    "check_bag",
    "check_ocfl",
    "entry_file",
    "open_claims",
    "statement",
    "to_pdf",
]
