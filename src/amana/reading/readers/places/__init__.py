"""Readers of places and tracks: GeoJSON, KML, GPX.

For an investigator: what was marked on a map, with its names, times and coordinates as written.
For an engineer: one walk each, over JSON or XML, with byte offsets.
"""
