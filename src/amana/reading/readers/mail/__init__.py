"""Mail: single messages, mailboxes, and web pages that were saved as mail.

For an investigator: who wrote to whom, when, and what; what was attached becomes items of its own.
For an engineer: a splitter over bytes without recursion (`parts`), fields and words of headers
(`headers`, `words`), and one reader for each of message, mailbox and web archive.
"""

from __future__ import annotations
