"""Likeness: signatures by which copies that are not equal byte for byte are found.

For an investigator: the same picture, resized or saved once more, is recognised.
For an engineer: pure functions from pixels to signatures; comparing them is the archive's affair.
"""
