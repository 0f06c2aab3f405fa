"""Which questionnaires a clinic may use on a day, in which wording, and why it may not use the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from glidepath_clinical.scales import SCALES, Scale, scale_from_pack

from glidepath.record.instruments.models import LoadedPack, ScalePermission

PERMISSION, WORDING = "permission", "wording"


@dataclass(frozen=True)
class Instrument:
    """One questionnaire at one clinic. `lacks`: what keeps it from being used, empty when nothing does."""

    scale: Scale
    own_copy: bool
    permission: ScalePermission | None
    lacks: tuple[str, ...]

    @property
    def usable(self) -> bool:
        """Whether people may be asked."""
        return not self.lacks


def instruments_of(site_id: int, on: date) -> dict[str, Instrument]:
    """Every questionnaire by its id, in the order of the core, then the clinic's own; two queries."""
    own = {row.scale: scale_from_pack(row.pack) for row in LoadedPack.objects.filter(site_id=site_id)}
    permitted = {row.scale: row for row in _standing(site_id, on)}
    shipped = {scale.id: scale for scale in SCALES}
    return {
        name: _instrument(own.get(name) or shipped[name], name in own, permitted.get(name)) for name in shipped | own
    }


def instrument_of(site_id: int, scale_id: str, on: date) -> Instrument | None:
    """One questionnaire at one clinic, None when nobody knows it."""
    return instruments_of(site_id, on).get(scale_id)


def usable_names(site_ids: set[int], on: date) -> dict[int, frozenset[str]]:
    """For each clinic the questionnaires that people may be asked."""
    return {
        site_id: frozenset(name for name, one in instruments_of(site_id, on).items() if one.usable)
        for site_id in site_ids
    }


def permissions_of(site_id: int) -> list[ScalePermission]:
    """Every permission ever recorded, newest first."""
    return list(ScalePermission.objects.filter(site_id=site_id).select_related("recorded_by").order_by("-recorded_at"))


def _standing(site_id: int, on: date) -> list[ScalePermission]:
    rows = ScalePermission.objects.filter(site_id=site_id, withdrawn_at__isnull=True, granted_on__lte=on)
    return [row for row in rows if row.expires_on is None or row.expires_on >= on]


def _instrument(scale: Scale, own_copy: bool, permission: ScalePermission | None) -> Instrument:
    lacks = [PERMISSION] if scale.licence.restricted and permission is None else []
    lacks += [] if scale.languages() else [WORDING]
    return Instrument(scale, own_copy, permission, tuple(lacks))
