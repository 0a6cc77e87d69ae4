"""Web archives: WARC (ISO 28500), ARC, and WACZ, which packs WARC files in a ZIP.

For an investigator: each answer of a web server becomes an item of its own, named by its address,
and the text lists every record with whether its digests fit.
For an engineer: `records` accounts for every byte, `http` undoes what HTTP did to a body.
"""

from __future__ import annotations
