"""Readers of address cards and calendars: files of content lines.

For an investigator: who is in somebody's address book, and what is in their calendar.
For an engineer: one cutter of content lines, two readers above it; what is encoded in a line (a
portrait, an attached file) is a child.
"""
