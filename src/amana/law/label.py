"""A short label in our own words, in both languages of the house."""

from __future__ import annotations

import msgspec


class Label(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same words in English and in Arabic."""

    en: str
    ar: str
