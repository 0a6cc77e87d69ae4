"""Word documents of Word 6 to 2003 ([MS-DOC]).

For an investigator: the text with its notes, headers, comments and text boxes; what was deleted
under tracked changes, or hidden, is told.
For an engineer: the header (`fib`) leads to the pieces of the text (`pieces`) and to the looks of
characters and paragraphs (`looks`); `flow` makes paragraphs of them.
"""

from __future__ import annotations
