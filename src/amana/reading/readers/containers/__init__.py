"""Things that hold other things: archives of files, compressed streams, web archives.

For an investigator: what is inside becomes items of its own, and the text lists their names.
For an engineer: a reader here hands out children, and its text is a `Listing`.
"""

from __future__ import annotations
