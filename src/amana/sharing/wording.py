"""The words of what leaves, in each language.

They are data files, so that who knows the law and not the code can read and correct them.
"""

from __future__ import annotations

import functools
from importlib import resources

from amana.text import Wording, read_wording


@functools.cache
def wording(language: str) -> Wording:
    """Return the words of a language.

    Raises:
        UsageError: there are none.
    """
    folder = resources.files("amana.sharing").joinpath("data")
    return read_wording(folder, "statement", language)
