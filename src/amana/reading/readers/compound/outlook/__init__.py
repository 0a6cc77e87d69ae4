"""Mails, appointments and contacts that Outlook saved as a file ([MS-OXMSG]).

For an investigator: who wrote to whom, when, and what; attachments and mails inside as items.
For an engineer: `bag` reads the properties of a storage, `lzfu` undoes the compression of bodies in
RTF, `people` and `attachments` walk the storages, `reader` puts the text together.
"""

from __future__ import annotations
