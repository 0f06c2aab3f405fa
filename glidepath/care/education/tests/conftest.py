"""One patient with a sign-in."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model

from glidepath.record.patients.models import Patient
from glidepath.record.sites.models import Site


@pytest.fixture
def patient(db: None) -> Patient:
    """Elena, a patient of a clinic with crisis numbers."""
    user = get_user_model().objects.create_user(email="elena@example.org", password="Terrace-Landing-7", name="Elena")
    site = Site.objects.create(name="Terrace Clinic", languages=["en", "es"])
    return Patient.objects.create(site=site, user=user, given_name="Elena", family_name="Ruiz")
