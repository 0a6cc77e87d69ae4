"""Rows that entries gave, gathered by the table that they belong to."""

from __future__ import annotations

import msgspec

from amana.catalogue.checks import Row


class Rows(msgspec.Struct, frozen=True):
    """Rows to be inserted, by table, and states to be set, in the order of the log."""

    entries: list[Row] = []
    entry_items: list[Row] = []
    stamps: list[Row] = []
    items: list[Row] = []
    occurrences: list[Row] = []
    restrictions: list[Row] = []
    readings: list[Row] = []
    analyses: list[Row] = []
    observed: list[Row] = []
    observations: list[Row] = []
    facts: list[Row] = []
    likenesses: list[Row] = []
    bands: list[Row] = []
    states: list[Row] = []
    decisions: list[Row] = []
    withdrawals: list[Row] = []
    matters: list[Row] = []
    cites: list[Row] = []
    matters_withdrawn: list[Row] = []
    watches: list[Row] = []
    looks: list[Row] = []
    watches_ended: list[Row] = []
    checks: list[Row] = []
    checked: list[Row] = []
