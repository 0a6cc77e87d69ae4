"""Web pages: their text in reading order, with a map back to the source.

For an investigator: what a page says, and where in its source it says it.
For an engineer: tokens by the HTML standard with source offsets, a stack of open elements that
follows the tree construction rules which decide about text, and a writer for text, map and blocks.
"""

from __future__ import annotations
