"""Settings of an archive: one frozen record, read from `amana.toml` < environment < flags.

Every field states what it is for; a test holds `docs/reference/settings.md` against these texts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, get_args, get_type_hints

import msgspec

from amana.core.errors import UsageError
from amana.core.shapes import prepared

PREFIX = "AMANA_"
_IN_THE_FILE_ONLY = {"origin", "replicas", "capture_profiles"}
_TABLES = ("replicas", "capture_profiles")

ProfileTable = dict[str, str | bool | int | list[str | int] | dict[str, str]]
"""One `[[capture_profiles]]` of the settings; what may stand in it is known where pages are
captured, and tested there."""


class ReplicaPlace(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[replicas]]` of the settings: where a replica is, and what would be lost with it."""

    name: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    path: Annotated[str, msgspec.Meta(min_length=1)]
    site: Annotated[str, msgspec.Meta(min_length=1)]
    medium: Annotated[str, msgspec.Meta(min_length=1)] = "disk"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person can set for one archive."""

    name: Annotated[str, msgspec.Meta(description="The name of the archive, shown on screens.")]
    origin: Annotated[
        str,
        msgspec.Meta(
            description="The origin line of the custody log. Set once by `amana init`; changing "
            "it breaks every check."
        ),
    ]
    workers: Annotated[
        int, msgspec.Meta(ge=1, le=256, description="How many reading workers run side by side.")
    ] = 2
    read_seconds: Annotated[
        int, msgspec.Meta(ge=1, le=86400, description="Seconds that reading one original may take.")
    ] = 60
    read_megabytes: Annotated[
        int, msgspec.Meta(ge=256, description="Memory in MiB that reading one original may take.")
    ] = 2048
    ocr_languages: Annotated[
        str,
        msgspec.Meta(
            pattern=r"^([A-Za-z0-9_]+(\+[A-Za-z0-9_]+)*)?$",
            max_length=200,
            description="Languages of text recognition, as tesseract names them, joined by `+`; "
            "empty: pictures and scans are not read.",
        ),
    ] = "ara+eng+fra"
    ocr_pages: Annotated[
        int,
        msgspec.Meta(
            ge=0, le=100_000, description="Pages of one original whose pictures are read at most."
        ),
    ] = 500
    inside_items: Annotated[
        int,
        msgspec.Meta(
            ge=0,
            description="How many things may be taken out of one item, at all depths together.",
        ),
    ] = 100_000
    inside_megabytes: Annotated[
        int,
        msgspec.Meta(
            ge=0,
            description="How many MiB may be unpacked out of one item, at all depths together.",
        ),
    ] = 65_536
    inside_layers: Annotated[
        int, msgspec.Meta(ge=0, le=64, description="How many layers of things inside are opened.")
    ] = 16
    inside_seconds: Annotated[
        int,
        msgspec.Meta(
            ge=1,
            description="Seconds that one run may read one item and everything inside of it, added "
            "up over all workers.",
        ),
    ] = 86_400
    analysts: Annotated[
        int,
        msgspec.Meta(
            ge=0,
            le=256,
            description="How many workers of analysis run side by side; 0: texts are read, and not "
            "analysed.",
        ),
    ] = 2
    analyse_seconds: Annotated[
        int,
        msgspec.Meta(ge=1, le=86400, description="Seconds that analysing one text may take."),
    ] = 300
    analyse_megabytes: Annotated[
        int, msgspec.Meta(ge=512, description="Memory in MiB that analysing one text may take.")
    ] = 2048
    analyse_characters: Annotated[
        int,
        msgspec.Meta(
            ge=1000,
            description="How many characters of one text are analysed; what follows is left out, "
            "with a notice.",
        ),
    ] = 1_000_000
    check_days: Annotated[
        int,
        msgspec.Meta(
            ge=1, le=3650, description="Days in which the rolling check reads everything once."
        ),
    ] = 90
    check_megabytes: Annotated[
        int,
        msgspec.Meta(
            ge=0,
            description="Megabytes a second that the rolling check reads while `amana serve` runs; "
            "0: it does not check by itself.",
        ),
    ] = 20
    copies: Annotated[
        int,
        msgspec.Meta(ge=1, le=99, description="How many copies there should be, the archive itself "
        "counted."),
    ] = 3  # fmt: skip
    sites: Annotated[
        int, msgspec.Meta(ge=1, le=99, description="On how many sites these copies should be.")
    ] = 2
    media: Annotated[
        int, msgspec.Meta(ge=1, le=99, description="On how many kinds of media they should be.")
    ] = 1
    site: Annotated[
        str, msgspec.Meta(min_length=1, description="The site where the archive itself is.")
    ] = "here"
    medium: Annotated[
        str, msgspec.Meta(min_length=1, description="What the archive itself is kept on.")
    ] = "disk"
    replicate_days: Annotated[
        int,
        msgspec.Meta(ge=1, description="After so many days without `amana replicate`, a replica is "
        "told to be out of date."),
    ] = 7  # fmt: skip
    audit_days: Annotated[
        int,
        msgspec.Meta(ge=1, description="After so many days without `amana audit`, a replica is "
        "told to be unaudited."),
    ] = 90  # fmt: skip
    timestamp_minutes: Annotated[
        int,
        msgspec.Meta(
            ge=0,
            le=43_200,
            description="Minutes between two time-stamps while `amana serve` runs, where an "
            "authority is known and something is new; 0: only `amana timestamp` asks.",
        ),
    ] = 60
    treaty_facts: Annotated[
        str,
        msgspec.Meta(
            max_length=4096,
            description="A list of dated treaty facts that is laid over those of the program, as a "
            "path from the archive's folder; empty: none.",
        ),
    ] = ""
    law_texts: Annotated[
        str,
        msgspec.Meta(
            max_length=4096,
            description="A table of official texts of the Statute and its Elements, shown beside "
            "our labels, as a path from the archive's folder; empty: none.",
        ),
    ] = ""
    capture_tabs: Annotated[
        int, msgspec.Meta(ge=1, le=16, description="How many pages are captured side by side.")
    ] = 2
    capture_seconds: Annotated[
        int, msgspec.Meta(ge=10, le=86_400, description="Seconds that one capture may take.")
    ] = 180
    capture_megabytes: Annotated[
        int,
        msgspec.Meta(
            ge=1, description="MiB that one capture may take in; what follows is recorded as cut."
        ),
    ] = 2048
    capture_response_megabytes: Annotated[
        int,
        msgspec.Meta(
            ge=1, description="MiB that one response may have; what follows is recorded as cut."
        ),
    ] = 512
    capture_requests: Annotated[
        int, msgspec.Meta(ge=1, description="Requests that one capture may make.")
    ] = 5_000
    watch_minutes: Annotated[
        int,
        msgspec.Meta(
            ge=0,
            le=1440,
            description="Minutes after which `amana serve` sees again whether a watched page is "
            "due; 0: only `amana watch run` looks.",
        ),
    ] = 5
    capture_profiles: Annotated[
        tuple[ProfileTable, ...],
        msgspec.Meta(description="Ways in which pages are asked for: a table "
        "`[[capture_profiles]]` for each, see [below](#profiles-of-captures)."),
    ] = ()  # fmt: skip
    replicas: Annotated[
        tuple[ReplicaPlace, ...],
        msgspec.Meta(description="Where replicas are kept: a table `[[replicas]]` for each, with "
        "`name`, `path`, `site`, `medium`."),
    ] = ()  # fmt: skip

    def __post_init__(self) -> None:
        """Refuse two replicas of one name.

        Raises:
            ValueError: a name stands twice.
        """
        names = [place.name for place in self.replicas]
        if len(set(names)) != len(names):
            raise ValueError("two replicas have one name")


def load_settings(path: Path, environment: Mapping[str, str]) -> Settings:
    """Return the settings in the TOML file at `path`, overridden by `AMANA_<FIELD>` variables.

    Raises:
        UsageError: the file is missing or not valid, or a value is out of its range.
    """
    try:
        stored = msgspec.toml.decode(path.read_bytes())
        names = {field.name for field in msgspec.structs.fields(Settings)}
        for name in sorted(names - _IN_THE_FILE_ONLY):
            if (value := environment.get(PREFIX + name.upper())) is not None:
                stored[name] = value
        return msgspec.convert(stored, prepared(Settings), strict=False)
    except (OSError, ValueError, TypeError, AttributeError, msgspec.ValidationError) as error:
        raise UsageError(
            f"the settings in {path.name} cannot be used: {error}",
            remedy="docs/reference/settings.md lists every setting with its range",
        ) from error


def describe_settings() -> dict[str, str]:
    """Return what each setting is for, by name."""
    hints = get_type_hints(Settings, include_extras=True)
    metas = {
        name: [m for m in get_args(hint) if isinstance(m, msgspec.Meta)]
        for name, hint in hints.items()
    }
    return {name: found[0].description or "" for name, found in metas.items() if found}


def spell_settings(settings: Settings) -> str:
    """Return settings as the text of an `amana.toml`, each with what it is for."""
    descriptions = describe_settings()
    lines = ["# Settings of this archive."]
    plain = msgspec.to_builtins(settings)
    tables = {name: plain.pop(name) for name in _TABLES}
    for name, value in plain.items():
        lines += ["", f"# {descriptions[name]}", f"{name} = {_spell(value)}"]
    for name, listed in tables.items():
        lines += ["", f"# {descriptions[name]}"]
        for table in listed:
            lines += [f"[[{name}]]", *(f"{key} = {_spell(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def _spell(value: str | int | list[str | int] | dict[str, str]) -> str:
    """Return a value as TOML: a JSON string has no escapes beyond those of TOML 1.0, "String"."""
    if isinstance(value, dict):
        members = (f"{json.dumps(name)} = {_spell(member)}" for name, member in value.items())
        return "{ " + ", ".join(members) + " }" if value else "{}"
    return json.dumps(value, ensure_ascii=False)
