"""Loading a clinic's own content pack, and recording or ending a permission."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from glidepath_clinical.scales import SCALES, scale_from_text

from glidepath.foundation import audit
from glidepath.foundation.access import Actor
from glidepath.record.instruments.models import LoadedPack, ScalePermission
from glidepath.record.sites.models import Site

LONGEST_PACK = 500_000


class PackRefused(ValueError):
    """A pack that this clinic cannot load; the message says why and how to mend it."""


class PermissionRefused(ValueError):
    """A permission that cannot be right; `field` names the place."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def load_pack(*, by: Actor, at: datetime, site: Site, text: str) -> tuple[LoadedPack, bool]:
    """Load a pack; the row, and whether it is new. The same file again changes nothing.

    Raises PackError (core) for a file that cannot be read, PackRefused for a version that exists with other content,
    and for items that differ from those which rules and stored answers know.
    """
    if len(text) > LONGEST_PACK:
        raise PackRefused("The file is too long for a questionnaire.")
    scale = scale_from_text(text)
    shipped = next((one for one in SCALES if one.id == scale.id), None)
    if shipped is not None and [one.code for one in shipped.items] != [one.code for one in scale.items]:
        codes = ", ".join(one.code for one in shipped.items)
        raise PackRefused(f"items: {scale.id} has the items {codes}, in this order; rules and old answers need them")
    content = hashlib.sha256(json.dumps(json.loads(text), sort_keys=True).encode()).hexdigest()
    before = LoadedPack.objects.filter(site=site, scale=scale.id, version=scale.version).first()
    if before is not None:
        if before.content_hash != content:
            raise PackRefused(f"version: {scale.version} of {scale.id} is loaded with other content; raise the version")
        return before, False
    row = LoadedPack.objects.create(
        site=site,
        scale=scale.id,
        version=scale.version,
        pack=json.loads(text),
        content_hash=content,
        loaded_at=at,
        loaded_by=by.name,
    )
    after = {"scale": scale.id, "version": scale.version, "sha256": content}
    _tell(by, "scale.load", f"pack:{row.public_id}", at, after)
    return row, True


@transaction.atomic
def record_permission(
    *,
    by: Actor,
    at: datetime,
    today: date,
    site: Site,
    scale: str,
    granted_by: str,
    reference: str,
    granted_on: date,
    expires_on: date | None,
) -> ScalePermission:
    """Keep the permission of a rights holder. Raises PermissionRefused for dates that cannot be right."""
    if granted_on > today:
        raise PermissionRefused("granted_on", _("The permission cannot begin after today."))
    if expires_on is not None and expires_on < today:
        raise PermissionRefused("expires_on", _("This permission has ended already."))
    row = ScalePermission.objects.create(
        site=site,
        scale=scale,
        granted_by=granted_by,
        reference=reference,
        granted_on=granted_on,
        expires_on=expires_on,
        recorded_at=at,
        recorded_by_id=by.user_id,
    )
    after = {"scale": scale, "granted_on": granted_on.isoformat(), "expires_on": str(expires_on or "")}
    _tell(by, "scale_permission.record", f"scale_permission:{row.public_id}", at, after)
    return row


@transaction.atomic
def withdraw_permission(*, by: Actor, at: datetime, row: ScalePermission) -> ScalePermission:
    """End a permission now; ending it twice is ending it once."""
    row = ScalePermission.objects.select_for_update().get(pk=row.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        _tell(by, "scale_permission.withdraw", f"scale_permission:{row.public_id}", at, {"scale": row.scale})
    return row


def _tell(by: Actor, action: str, ref: str, at: datetime, after: dict[str, str]) -> None:
    audit.record(by=by, action=action, object_ref=ref, patient_ref=None, at=at, after=after)
