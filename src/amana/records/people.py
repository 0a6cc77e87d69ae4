"""Who acts, for what, and under which conditions of those who gave the material."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class ActorBasis(StrEnum):
    """How amana came to know the name of the person who acts."""

    GIVEN = "given"  # said with --as
    ENVIRONMENT = "environment"  # AMANA_ACTOR
    LOGIN = "login"  # the system login, unverified


class Actor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The person on whose behalf something is done; `verified` only after a real login."""

    name: str
    basis: ActorBasis = ActorBasis.LOGIN
    verified: bool = False


class RestrictionKind(StrEnum):
    """What a provider or a source demands (practice of Art. 54(3)(e) material and consent)."""

    CONFIDENTIAL = "confidential"
    LEAD_ONLY = "lead-only"
    VIEW_ONLY = "view-only"
    NO_ONWARD_SHARING = "no-onward-sharing"
    PROVIDER_CONSENT = "provider-consent"
    EMBARGO = "embargo"


class Restriction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One condition of use; `until` is an ISO 8601 date and belongs to an embargo."""

    kind: RestrictionKind
    until: str | None = None


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The acquisition form: what is known of how the bytes came here.

    `purpose` is why they were collected; `method` one of the code list of acquisition methods
    (`upload`, `handover`, `web-capture`, `device-image`, `e-mail`, ...).
    """

    source: str | None = None
    collector: str | None = None
    purpose: str | None = None
    method: str = "upload"
    consent: str | None = None
    restrictions: tuple[Restriction, ...] = ()
