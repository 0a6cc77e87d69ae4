"""Presentations of PowerPoint 97 to 2003 ([MS-PPT]).

For an investigator: slide by slide what stands on it, then its notes and comments.
For an engineer: `frames` walks the stream, `slides` finds out which parts of it are in use,
`reader` puts the text together.
"""

from __future__ import annotations
