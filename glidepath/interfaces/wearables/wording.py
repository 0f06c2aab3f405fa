"""The words of the consent to device data. They are kept with each yes exactly as they were shown."""

from __future__ import annotations

from hashlib import sha256

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from glidepath.record.agreements.operations import Agreed
from glidepath.record.patients.models import Patient

CONSENT_KIND = "device_data"
KEY, VERSION = "device_data", "1"


def consent_words() -> str:
    """What a person agrees to, in the reader's language."""
    return _(
        "My care team may keep and see daily values from my devices: steps, sleep, heart rate, oxygen, breathing, "
        "blood pressure and weight. Nothing else in the file is kept. I can stop this at any time, and I can take a "
        "file back."
    )


def agreed(patient: Patient) -> Agreed:
    """A yes to these words, about this person."""
    words = consent_words()
    digest = sha256(words.encode()).hexdigest()
    return Agreed(
        kind=CONSENT_KIND,
        plan_ref=patient.public_id,
        plan_hash=f"sha256:{digest}",
        step_number=0,
        text_key=KEY,
        text_version=VERSION,
        language=get_language() or "en",
        text_shown=words,
    )
