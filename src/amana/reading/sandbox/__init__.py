"""Where documents are opened: processes that can do nothing but read and answer.

For an investigator: a hostile file can spoil its own reading and nothing else.
For an engineer: a nursery process forks one confined worker for each document; the document goes in
as a descriptor, the answer comes out as one checked frame.
"""

from __future__ import annotations
