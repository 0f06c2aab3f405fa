"""The forms a plan takes outside the screen, all from the one frozen rendering: words, order text, calendar, FHIR."""

from glidepath_clinical.tapering.forms.calendar_file import calendar_text
from glidepath_clinical.tapering.forms.fhir import fhir_bundle
from glidepath_clinical.tapering.forms.order_text import order_text
from glidepath_clinical.tapering.forms.plain_words import plan_words

__all__ = ["calendar_text", "fhir_bundle", "order_text", "plan_words"]
