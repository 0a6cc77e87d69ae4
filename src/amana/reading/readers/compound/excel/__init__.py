"""Workbooks of Excel 2 to 2003 ([MS-XLS]) and binary workbooks of later ones ([MS-XLSB]).

For an investigator: every cell with its name, sheet by sheet, hidden sheets too, then comments and
text boxes.
For an engineer: calamine reads the cells; `frames` walks the stream for what it passes over, and
`cells` reads what is older than it knows.
"""

from __future__ import annotations
