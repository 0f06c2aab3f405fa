"""The taper engine: exact, dispensable plans, each with a certificate by an independent checker."""

from glidepath_clinical.tapering.answer import plan
from glidepath_clinical.tapering.certificate import Certificate, certify, verify
from glidepath_clinical.tapering.change import held, resume
from glidepath_clinical.tapering.fields import UnusableInput
from glidepath_clinical.tapering.frameworks import Framework, UnknownFramework, find_framework, frameworks
from glidepath_clinical.tapering.pace import Basis, Pace
from glidepath_clinical.tapering.person import QUESTIONS, Person
from glidepath_clinical.tapering.refusals import Refusal
from glidepath_clinical.tapering.rendering import DoseWords, step_words
from glidepath_clinical.tapering.request import PlanRequest
from glidepath_clinical.tapering.results import Planned, Refused
from glidepath_clinical.tapering.versions import ENGINE_VERSION

__all__ = [
    "ENGINE_VERSION",
    "QUESTIONS",
    "Basis",
    "Certificate",
    "DoseWords",
    "Framework",
    "Pace",
    "Person",
    "PlanRequest",
    "Planned",
    "Refusal",
    "Refused",
    "UnknownFramework",
    "UnusableInput",
    "certify",
    "find_framework",
    "frameworks",
    "held",
    "plan",
    "resume",
    "step_words",
    "verify",
]
