"""OCFL, the Oxford Common File Layout: packages that stay readable without our software.

`check_ocfl` judges an object or a storage root by version 1.0 or 1.1 of the specification;
`OcflPackage` writes items and their proofs as a storage root of 1.1.
"""

from __future__ import annotations

from amana.sharing.ocfl.check import check_ocfl
from amana.sharing.ocfl.codes import codes
from amana.sharing.ocfl.findings import OcflFinding, OcflReport
from amana.sharing.ocfl.package import OcflPackage

__all__ = ["OcflFinding", "OcflPackage", "OcflReport", "check_ocfl", "codes"]
