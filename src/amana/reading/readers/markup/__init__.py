"""Any XML: feeds, books, articles, lists of feeds, and what a program wrote for another.

For an investigator: its text, element by element, with what its attributes say in words.
For an engineer: one walk (`reader`), by rules for the elements of common vocabularies (`elements`).
"""

from __future__ import annotations
