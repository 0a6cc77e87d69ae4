"""The Rome Statute as data: crimes and elements, modes of liability, standards, identifiers."""

from __future__ import annotations
