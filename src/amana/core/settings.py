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

PREFIX = "AMANA_"


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


def load_settings(path: Path, environment: Mapping[str, str]) -> Settings:
    """Return the settings in the TOML file at `path`, overridden by `AMANA_<FIELD>` variables.

    Raises:
        UsageError: the file is missing or not valid, or a value is out of its range.
    """
    try:
        stored = msgspec.toml.decode(path.read_bytes())
        names = {field.name for field in msgspec.structs.fields(Settings)}
        for name in sorted(names - {"origin"}):
            if (value := environment.get(PREFIX + name.upper())) is not None:
                stored[name] = value
        return msgspec.convert(stored, Settings, strict=False)
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
    for name, value in msgspec.structs.asdict(settings).items():
        # A JSON string without escapes beyond those of TOML 1.0 section "String".
        lines += [
            "",
            f"# {descriptions[name]}",
            f"{name} = {json.dumps(value, ensure_ascii=False)}",
        ]
    return "\n".join(lines) + "\n"
