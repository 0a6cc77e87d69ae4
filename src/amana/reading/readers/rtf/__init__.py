"""Rich Text Format (RTF 1.9.1): letters and reports as most word processors can write them.

For an investigator: the text with its notes and headers; pictures and embedded files as items.
For an engineer: `tokens` cuts the bytes, `words` is the table of control words, `fonts` knows in
which encoding bytes are, `info` the metadata, `flow` walks through the groups without recursion.
"""

from __future__ import annotations
