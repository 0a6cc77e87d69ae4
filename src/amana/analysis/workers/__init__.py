"""Steps at work in processes of their own, so that no text can hold up or bring down the others.

A worker loads its steps and models once and analyses one text after the other, each within a budget
of time and memory. One that dies or hangs is replaced, and its text is told to have failed.
"""

from __future__ import annotations

from amana.analysis.workers.pool import Analysts
from amana.analysis.workers.wire import (
    REGISTRY,
    Answer,
    Budget,
    Code,
    Failed,
    Model,
    Order,
    general_reason,
    load_steps,
    sentence,
)

__all__ = [
    "REGISTRY",
    "Analysts",
    "Answer",
    "Budget",
    "Code",
    "Failed",
    "Model",
    "Order",
    "general_reason",
    "load_steps",
    "sentence",
]
