"""Sound and video: what ffprobe and exiftool say about them, as facts.

For an investigator: length, streams, when and where it was recorded, and with what.
For an engineer: pure functions over the JSON of two programs that run below bubblewrap.
"""
