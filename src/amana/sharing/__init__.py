"""What leaves the archive: proofs and packages, without betraying sources.

For an investigator: a folder that a court's own expert can check without our software.
For an engineer: pure functions from what is known to the files of a bundle; packages, streamed.
"""

from __future__ import annotations

from amana.sharing.bagit import BagReport, BagStep, Finding, Level, Verdict, check_bag
from amana.sharing.bundle import Bundle, bundle_files

__all__ = [
    "BagReport",
    "BagStep",
    "Bundle",
    "Finding",
    "Level",
    "Verdict",
    "bundle_files",
    "check_bag",
]
