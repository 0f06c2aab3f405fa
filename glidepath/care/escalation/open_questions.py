"""Which questions a rule waits for: asked of the person only when the answer would settle something."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from glidepath_clinical.red_flags import opioid_induced_hyperalgesia as hyperalgesia

from glidepath.care.escalation.models import AssessmentRecord

PAIN_QUESTIONS: Final = frozenset({"allodynia", "new_pain_regions", "new_injury_or_illness"})
ANSWERS: Final = Q(cause__startswith="check_in:") | Q(cause__startswith="scale:") | Q(cause__startswith="observation:")
LATELY: Final = timedelta(days=7)


def pain_questions_wait(patient_id: int, at: datetime) -> bool:
    """Whether pain has risen and the rule on hyperalgesia could not say why for want of the person's own answers."""
    records = AssessmentRecord.objects.filter(patient_id=patient_id, at__gt=at - LATELY, at__lte=at)
    after_answers = records.filter(ANSWERS)  # a round that looks at silence alone says nothing about pain
    newest = after_answers.order_by("-at", "-pk").values_list("unanswerable", flat=True).first()
    return any(one["rule"] == hyperalgesia.ID and PAIN_QUESTIONS & set(one["missing"]) for one in newest or ())
