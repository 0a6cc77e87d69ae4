"""Ways to language models: over HTTP, and one in memory for tests."""

from __future__ import annotations

from amana.analysis.backends.enricher_http import HTTPEnricher
from amana.analysis.backends.enricher_memory import MemoryEnricher

__all__ = ["HTTPEnricher", "MemoryEnricher"]
