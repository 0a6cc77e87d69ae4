"""Office originals: letters, slides, sheets, e-books and tables of comma-separated values.

For an investigator: what such an original says, including its notes, comments and deletions.
For an engineer: one walker over XML with byte offsets, one way into packages, and a reader for each
format that turns the events of the walk into text, map and blocks.
"""

from __future__ import annotations
