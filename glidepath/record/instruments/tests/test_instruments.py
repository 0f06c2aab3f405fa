"""A clinic uses what it may use: its own copies are loaded whole or refused, and a permission has an end."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from glidepath_clinical.scales import PEG, SOWS_GOSSOP, PackError, scale_to_pack

from glidepath.foundation.access import system_actor
from glidepath.foundation.audit.models import AuditEvent
from glidepath.record.instruments.models import LoadedPack, ScalePermission
from glidepath.record.instruments.operations import (
    PackRefused,
    PermissionRefused,
    load_pack,
    record_permission,
    withdraw_permission,
)  # fmt: skip
from glidepath.record.instruments.queries import instrument_of, instruments_of, usable_names
from glidepath.record.sites.models import Site
from glidepath.record.sites.operations import open_site

AT = datetime(2027, 3, 3, 19, 0, tzinfo=UTC)
TODAY = date(2027, 3, 3)
SETUP = system_actor("tests")


@pytest.fixture
def site(db: None) -> Site:
    return open_site(by=SETUP, at=AT, name="Terrace", zone="America/Denver", languages=["en"])


def own_copy(version: str = "site-1") -> dict[str, Any]:
    """The clinic's own copy; its words are invented here and are not those of the instrument."""
    pack = scale_to_pack(SOWS_GOSSOP) | {"version": version, "answer_lists": {}}
    answers = [{"value": value, "code": None, "text": {"en": f"degree {value}"}} for value in range(4)]
    items = [{**item, "text": {"en": f"symptom {n}"}, "answers": answers} for n, item in enumerate(pack["items"], 1)]
    return {**pack, "stem": {"en": "An opening line."}, "items": items}


def load(site: Site, pack: dict[str, Any]) -> tuple[LoadedPack, bool]:
    return load_pack(by=SETUP, at=AT, site=site, text=json.dumps(pack))


def permit(site: Site, **changes: Any) -> ScalePermission:
    said = {"granted_by": "The author", "reference": "letter 7", "granted_on": TODAY, "expires_on": None}
    return record_permission(by=SETUP, at=AT, today=TODAY, site=site, scale="sowsg", **{**said, **changes})


def lacks(site: Site, on: date = TODAY) -> tuple[str, ...]:
    found = instrument_of(site.pk, "sowsg", on)
    assert found is not None
    return found.lacks


def test_what_ships_is_in_use_except_where_permission_and_wording_are_missing(site: Site) -> None:
    found = instruments_of(site.pk, TODAY)
    assert [name for name, one in found.items() if not one.usable] == ["sowsg"]
    assert lacks(site) == ("permission", "wording")


def test_permission_and_the_clinics_own_copy_together_bring_a_restricted_scale_into_use(site: Site) -> None:
    permit(site)
    assert lacks(site) == ("wording",)
    load(site, own_copy())
    assert lacks(site) == ()
    assert "sowsg" in usable_names({site.pk}, TODAY)[site.pk]


def test_one_clinics_permission_and_copy_are_not_anothers(site: Site) -> None:
    permit(site)
    load(site, own_copy())
    other = open_site(by=SETUP, at=AT, name="Harbour", zone="America/Denver", languages=["en"])
    assert lacks(other) == ("permission", "wording")


def test_a_permission_counts_from_its_first_to_its_last_day_and_until_it_is_ended(site: Site) -> None:
    load(site, own_copy())
    row = permit(site, granted_on=TODAY - timedelta(days=1), expires_on=TODAY + timedelta(days=3))
    days = {passed: lacks(site, TODAY + timedelta(days=passed)) for passed in (-2, -1, 0, 3, 4)}
    assert days == {-2: ("permission",), -1: (), 0: (), 3: (), 4: ("permission",)}
    withdraw_permission(by=SETUP, at=AT, row=row)
    withdraw_permission(by=SETUP, at=AT + timedelta(days=1), row=row)
    assert lacks(site) == ("permission",)
    assert ScalePermission.objects.get().withdrawn_at == AT
    assert AuditEvent.objects.filter(action="scale_permission.withdraw").count() == 1
    assert AuditEvent.objects.filter(action="scale_permission.record").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"granted_on": TODAY + timedelta(days=1)}, "granted_on"),
        ({"expires_on": TODAY - timedelta(days=1)}, "expires_on"),
    ],
)
def test_a_permission_that_has_not_begun_or_is_over_is_refused(site: Site, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(PermissionRefused) as refused:
        permit(site, **changes)
    assert refused.value.field == field
    assert not ScalePermission.objects.exists()


def test_the_same_file_again_changes_nothing_and_another_text_under_its_version_is_refused(site: Site) -> None:
    assert [load(site, own_copy())[1], load(site, own_copy())[1]] == [True, False]
    with pytest.raises(PackRefused, match="raise the version"):
        load(site, own_copy() | {"note": "changed"})
    assert LoadedPack.objects.count() == 1
    load(site, own_copy("site-2"))
    found = instrument_of(site.pk, "sowsg", TODAY)
    assert found is not None and (found.scale.version, found.own_copy) == ("site-2", True)


def test_a_copy_whose_items_differ_from_what_rules_know_is_refused(site: Site) -> None:
    pack = scale_to_pack(PEG)
    with pytest.raises(PackRefused, match="peg has the items peg_pain, peg_enjoyment, peg_activity"):
        load(site, {**pack, "items": pack["items"][:2]})


def test_a_broken_file_loads_nothing(site: Site) -> None:
    for text in ("", "{}", "[1]", '{"format": "glidepath-scale-1"'):
        with pytest.raises(PackError):
            load_pack(by=SETUP, at=AT, site=site, text=text)
    assert not LoadedPack.objects.exists()
