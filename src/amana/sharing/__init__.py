"""What leaves the archive: proofs, without betraying sources.

For an investigator: a folder that a court's own expert can check without our software.
For an engineer: pure functions from what is known to the files of a bundle.
"""

from __future__ import annotations

from amana.sharing.bundle import Bundle, bundle_files

__all__ = ["Bundle", "bundle_files"]
