"""Office originals that are locked with a password ([MS-OFFCRYPTO]), and what opens them."""
