"""The taper engine: exact, dispensable plans, each with a certificate by an independent checker."""

from glidepath_clinical.tapering.answer import plan
from glidepath_clinical.tapering.certificate import Certificate, certify
from glidepath_clinical.tapering.fields import UnusableInput
from glidepath_clinical.tapering.frameworks import Framework, UnknownFramework, find_framework, frameworks
from glidepath_clinical.tapering.refusals import Refusal
from glidepath_clinical.tapering.request import PlanRequest
from glidepath_clinical.tapering.results import Planned, Refused
from glidepath_clinical.tapering.versions import ENGINE_VERSION

__all__ = [
    "ENGINE_VERSION",
    "Certificate",
    "Framework",
    "PlanRequest",
    "Planned",
    "Refusal",
    "Refused",
    "UnknownFramework",
    "UnusableInput",
    "certify",
    "find_framework",
    "frameworks",
    "plan",
]
