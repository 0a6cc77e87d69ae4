"""What the browser tells: the parts of its events and answers that captures look at.

Names are those of the DevTools protocol (Network, Runtime, Log, Page), by `msgspec.field`; what is
not named here is not read.
"""

from __future__ import annotations

import msgspec


def _named(name: str, default: str = "") -> str:
    """Return a text field that the protocol calls `name`."""
    field: str = msgspec.field(name=name, default=default)
    return field


class About(msgspec.Struct):
    """An event that names a request."""

    id: str = _named("requestId")


class Asked(msgspec.Struct):
    """Network.Request."""

    url: str = ""
    method: str = "GET"


class Initiator(msgspec.Struct):
    """Network.Initiator."""

    kind: str = _named("type", "other")
    url: str | None = None


class Response(msgspec.Struct):
    """Network.Response."""

    status: int = 0
    mime: str = _named("mimeType")
    disk: bool = msgspec.field(name="fromDiskCache", default=False)
    prefetched: bool = msgspec.field(name="fromPrefetchCache", default=False)
    from_worker: bool = msgspec.field(name="fromServiceWorker", default=False)

    @property
    def from_cache(self) -> bool:
        """Whether no server was asked for it."""
        return self.disk or self.prefetched


class Sent(msgspec.Struct):
    """Network.requestWillBeSent."""

    request: Asked
    id: str = _named("requestId")
    wall: float = msgspec.field(name="wallTime", default=0.0)
    initiator: Initiator = msgspec.field(default_factory=Initiator)
    kind: str = _named("type", "Other")
    frame: str | None = msgspec.field(name="frameId", default=None)
    loader: str = _named("loaderId")
    redirect: Response | None = msgspec.field(name="redirectResponse", default=None)


class Received(msgspec.Struct):
    """Network.responseReceived."""

    response: Response
    id: str = _named("requestId")
    kind: str = _named("type")
    frame: str | None = msgspec.field(name="frameId", default=None)


class Failed(msgspec.Struct):
    """Network.loadingFailed, Network.webSocketFrameError."""

    id: str = _named("requestId")
    text: str | None = msgspec.field(name="errorText", default=None)
    message: str | None = msgspec.field(name="errorMessage", default=None)
    blocked: str | None = msgspec.field(name="blockedReason", default=None)


class Socket(msgspec.Struct):
    """Network.webSocketCreated, Network.webTransportCreated."""

    url: str = ""
    id: str = _named("requestId")
    transport: str = _named("transportId")
    initiator: Initiator = msgspec.field(default_factory=Initiator)


class Place(msgspec.Struct):
    """Runtime.CallFrame."""

    url: str | None = None
    line: int | None = msgspec.field(name="lineNumber", default=None)


class Stack(msgspec.Struct):
    """Runtime.StackTrace."""

    frames: list[Place] = msgspec.field(name="callFrames", default_factory=list)


class Thing(msgspec.Struct):
    """Runtime.RemoteObject."""

    value: msgspec.Raw = msgspec.Raw()
    description: str | None = None
    object: str | None = msgspec.field(name="objectId", default=None)

    def text(self) -> str:
        """Return it as a line of the console shows it."""
        if self.description is not None:
            return self.description
        if not bytes(self.value):
            return "undefined"
        value = msgspec.json.decode(self.value)
        return value if isinstance(value, str) else bytes(self.value).decode()


class Called(msgspec.Struct):
    """Runtime.consoleAPICalled."""

    kind: str = _named("type", "log")
    arguments: list[Thing] = msgspec.field(name="args", default_factory=list)
    stack: Stack | None = msgspec.field(name="stackTrace", default=None)


class Details(msgspec.Struct):
    """Runtime.ExceptionDetails."""

    text: str = ""
    url: str | None = None
    line: int | None = msgspec.field(name="lineNumber", default=None)
    exception: Thing | None = None


class Thrown(msgspec.Struct):
    """Runtime.exceptionThrown."""

    details: Details = msgspec.field(name="exceptionDetails", default_factory=Details)


class Entry(msgspec.Struct):
    """Log.LogEntry."""

    level: str = "info"
    text: str = ""
    url: str | None = None
    line: int | None = msgspec.field(name="lineNumber", default=None)


class Logged(msgspec.Struct):
    """Log.entryAdded."""

    entry: Entry


class Frame(msgspec.Struct):
    """Page.Frame."""

    id: str
    url: str = ""
    fragment: str = _named("urlFragment")
    parent: str | None = msgspec.field(name="parentId", default=None)
    name: str = ""
    mime: str = _named("mimeType")
    unreachable: str = _named("unreachableUrl")


class FrameTree(msgspec.Struct):
    """Page.FrameTree."""

    frame: Frame
    children: list[FrameTree] = msgspec.field(name="childFrames", default_factory=list)


class Frames(msgspec.Struct):
    """Answer of Page.getFrameTree."""

    tree: FrameTree = msgspec.field(name="frameTree")


class Navigated(msgspec.Struct):
    """Answer of Page.navigate, and Page.frameNavigated."""

    error: str = _named("errorText")
    loader: str = _named("loaderId")
    frame: str = _named("frameId")
    download: bool = msgspec.field(name="isDownload", default=False)


class World(msgspec.Struct):
    """Answer of Page.createIsolatedWorld."""

    context: int = msgspec.field(name="executionContextId")


class Evaluated(msgspec.Struct):
    """Answer of Runtime.evaluate."""

    result: Thing
    trouble: Details | None = msgspec.field(name="exceptionDetails", default=None)


class Markup(msgspec.Struct):
    """Answer of DOM.getOuterHTML."""

    html: str = _named("outerHTML")


class Held(msgspec.Struct):
    """Answer of Page.captureScreenshot, Page.printToPDF: base64; Page.captureSnapshot: text."""

    content: str = _named("data")


class Size(msgspec.Struct):
    """DOM.Rect."""

    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0


class Screen(msgspec.Struct):
    """Page.VisualViewport: which part of the page is on the screen."""

    x: float = msgspec.field(name="pageX", default=0.0)
    y: float = msgspec.field(name="pageY", default=0.0)
    width: float = msgspec.field(name="clientWidth", default=0.0)
    height: float = msgspec.field(name="clientHeight", default=0.0)


class Metrics(msgspec.Struct):
    """Answer of Page.getLayoutMetrics."""

    content: Size = msgspec.field(name="cssContentSize", default_factory=Size)
    screen: Screen = msgspec.field(name="cssVisualViewport", default_factory=Screen)


class Nothing(msgspec.Struct):
    """Answer of what is only done."""


class Owner(msgspec.Struct):
    """Answer of DOM.getFrameOwner."""

    node: int = msgspec.field(name="backendNodeId")


class Model(msgspec.Struct):
    """DOM.BoxModel; four corners, x and y of each, clockwise from the upper left one."""

    content: list[float]


class Box(msgspec.Struct):
    """Answer of DOM.getBoxModel."""

    model: Model


class Paused(msgspec.Struct):
    """Fetch.requestPaused."""

    request: Asked
    id: str = _named("requestId")
    frame: str = _named("frameId")
