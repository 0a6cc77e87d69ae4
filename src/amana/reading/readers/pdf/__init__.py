"""PDF: the text of each page line by line, and where on the page each line stands.

For an investigator: a quote from a PDF can be shown as a frame on the page it comes from.
For an engineer: pdfium gives characters and positions; lines with right-to-left script are put into
logical order from the positions; pdftotext is asked for a second opinion about them.
"""

from __future__ import annotations
