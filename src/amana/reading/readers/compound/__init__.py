"""Compound files ([MS-CFB]): what the older office programs wrote, and mails that Outlook saved.

For an investigator: the text of old Word, Excel and PowerPoint documents and of saved mails, and
what is embedded in them as items of their own.
For an engineer: a file system in a file; `streams` opens it, `reader` looks what it holds and hands
it to the package that knows the streams.
"""

from __future__ import annotations
