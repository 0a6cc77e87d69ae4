"""The HTTP interface: what the screens and other programs on this machine talk to.

OpenAPI 3.1 of it is served at `/api/openapi.json`. Every route asks the archive, which asks
`authorize`; nothing is decided here but who may talk to the server at all.
"""

from __future__ import annotations

from amana.interface.http.app import create_app
from amana.interface.http.door import Door
from amana.interface.http.works import Works

__all__ = ["Door", "Works", "create_app"]
