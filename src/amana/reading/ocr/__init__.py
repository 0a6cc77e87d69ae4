"""Text recognition: from what tesseract prints about the pixels of a page to text with its places.

For an investigator: scans and photographs of paper can be searched, and how sure the machine is,
is said.
For an engineer: pure functions over tesseract's output; running it is the affair of `sandbox`.
"""
