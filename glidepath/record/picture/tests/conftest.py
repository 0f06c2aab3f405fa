"""One invented person of one clinic."""

from __future__ import annotations

import pytest

from glidepath.record.patients.models import Patient
from glidepath.record.patients.operations import register
from glidepath.record.picture.tests.rows import AT, SETUP
from glidepath.record.sites.operations import open_site


@pytest.fixture
def patient(db: None) -> Patient:
    site = open_site(by=SETUP, at=AT, name="Terrace", zone="America/Denver", languages=["en"])
    about = {"given_name": "Marisol", "family_name": "Vega", "zone": "America/Denver"}
    return register(by=SETUP, at=AT, site=site, about=about, identifiers=[])
