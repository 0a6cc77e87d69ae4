"""What a package that came in said of the bytes in it."""

from __future__ import annotations

import msgspec


class Claimed(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """What the manifests of a bag said of one of its files, and whether its bytes agree.

    `bag` is the name of the bag's folder, `digests` are checksums in hexadecimal by algorithm. The
    declaration of the bag, bagit.txt, also carries how many listed files are `missing`, and the
    first of their paths.
    """

    bag: str
    digests: dict[str, str]
    agrees: bool
    missing: int = 0
    missing_paths: tuple[str, ...] = ()
