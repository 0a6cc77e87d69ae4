"""What ffprobe(1) prints as JSON about sound or video: its streams, length, tags."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from amana.core import prepared
from amana.reading.readers.facts import Facts

_PLACE = re.compile(
    r"([+-]\d{1,2}(?:\.\d{1,9})?)([+-]\d{1,3}(?:\.\d{1,9})?)([+-]\d+(?:\.\d+)?)?(?:CRS\S*)?/?"
)
_PLACES = ("com.apple.quicktime.location.ISO6709", "location", "location-eng")
_MOMENTS = ("com.apple.quicktime.creationdate", "creation_time")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?")
_NORTH, _EAST = 90, 180
_MOST_TAGS = 100


class _Side(msgspec.Struct):
    """Data beside a stream; of them, how far it is to be turned."""

    rotation: float | None = None


class _Stream(msgspec.Struct):
    """A stream of pictures, sound or subtitles."""

    codec_type: str = "unknown"
    codec_name: str = "unknown"
    width: int | None = None
    height: int | None = None
    avg_frame_rate: str = ""
    sample_rate: str = ""
    channels: int | None = None
    tags: dict[str, str] = {}
    disposition: dict[str, int] = {}
    side_data_list: list[_Side] = []

    @property
    def is_cover(self) -> bool:
        """Whether it is a picture that hangs on the sound; its title is not that of the sound."""
        return bool(self.disposition.get("attached_pic"))


class _Format(msgspec.Struct):
    """The container."""

    format_name: str = ""
    duration: str = ""
    bit_rate: str = ""
    tags: dict[str, str] = {}


class _Probe(msgspec.Struct):
    """All of it."""

    streams: list[_Stream] = []
    format: _Format = msgspec.field(default_factory=_Format)


def add_probed(printed: bytes, facts: Facts) -> bool:
    """Add what ffprobe printed; return whether it found sound or video at all."""
    try:
        probe = msgspec.json.decode(printed, type=prepared(_Probe))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    if not probe.streams:
        return False
    facts.add("media:format", probe.format.format_name)
    facts.add("media:seconds", probe.format.duration)
    facts.add("media:bits-a-second", probe.format.bit_rate)
    for number, stream in enumerate(probe.streams, 1):
        facts.add(f"media:stream-{number}", _described(stream))
    tags = dict(probe.format.tags)
    for stream in probe.streams:
        for key in () if stream.is_cover else sorted(stream.tags):
            tags.setdefault(key, stream.tags[key])
    for key in sorted(tags)[:_MOST_TAGS]:
        facts.add(f"media:{key}", tags[key])
    _add_moment(tags, facts)
    _add_place(tags, facts)
    for key, normal in (("title", "dc:title"), ("artist", "dc:creator")):
        facts.add(normal, tags.get(key, ""))
    return True


def _described(stream: _Stream) -> str:
    said = ["picture" if stream.is_cover else stream.codec_type, stream.codec_name]
    if stream.width and stream.height:
        said.append(f"{stream.width}x{stream.height}")
    if stream.is_cover:
        said += [stream.tags.get("comment", ""), stream.tags.get("title", "")]
    elif stream.width and stream.height:
        said.append(f"{stream.avg_frame_rate} frames a second")
    if stream.channels:
        said.append(f"{stream.channels} channels, {stream.sample_rate} Hz")
    said += [f"turned by {side.rotation:g}" for side in stream.side_data_list if side.rotation]
    said.append(stream.tags.get("language", "").replace("und", ""))
    return ", ".join(part for part in said if part)


def _add_moment(tags: dict[str, str], facts: Facts) -> None:
    for key in _MOMENTS:
        found = _MOMENT.fullmatch(tags.get(key, "").strip())
        if found:
            facts.add("dcterms:created", found[1] + (found[2] or ""))
            facts.add("dcterms:created.basis", f"media:{key}")
            return


def _add_place(tags: dict[str, str], facts: Facts) -> None:
    """Add the place (ISO 6709, decimal degrees)."""
    for key in _PLACES:
        found = _PLACE.fullmatch(tags.get(key, "").strip())
        if found and abs(float(found[1])) <= _NORTH and abs(float(found[2])) <= _EAST:
            for name, part in zip(("geo:lat", "geo:long", "geo:alt"), found.groups(), strict=True):
                facts.add(name, f"{Decimal(part).normalize():f}" if part else "")
            return
