"""What must hold for the agreement of every change, whatever is marked on it."""

from __future__ import annotations

from itertools import product

import pytest
from glidepath_clinical.consent_rules import Agreements, ChangeKind, DoseChange, agreement_needed

FRAMEWORKS = ("", "va-slowest", "va-slower", "va-faster", "va-rapid")
CHANGES = [
    DoseChange(kind, framework, exceeds, second)
    for kind, framework, exceeds, second in product(ChangeKind, FRAMEWORKS, (False, True), (False, True))
]
MAY_GO_WITHOUT_CONSENT = {ChangeKind.HOLD, ChangeKind.IMPOSED, ChangeKind.URGENT}


@pytest.mark.parametrize("kind", ChangeKind)
def test_only_holds_imposed_and_urgent_changes_go_without_the_patients_consent(kind: ChangeKind) -> None:
    consents = {agreement_needed(change).patient_consent for change in CHANGES if change.kind is kind}
    assert consents == {kind not in MAY_GO_WITHOUT_CONSENT}


def test_a_hold_needs_nobody_whatever_else_is_marked() -> None:
    holds = [agreement_needed(change) for change in CHANGES if change.kind is ChangeKind.HOLD]
    assert holds and all(needed == Agreements() for needed in holds)


def test_every_other_change_needs_a_prescribers_signature() -> None:
    others = [change for change in CHANGES if change.kind is not ChangeKind.HOLD]
    assert all(agreement_needed(change).prescriber_signature for change in others)


def test_a_second_signature_always_comes_with_a_reason() -> None:
    assert all(needed.reason for needed in map(agreement_needed, CHANGES) if needed.second_signature)


def test_an_imposed_change_always_needs_a_second_person() -> None:
    assert all(agreement_needed(change).second_signature for change in CHANGES if change.kind is ChangeKind.IMPOSED)


def test_marking_an_exception_never_takes_an_agreement_away() -> None:
    for change in CHANGES:
        plain = agreement_needed(DoseChange(change.kind, change.framework))
        assert set(plain.names()) <= set(agreement_needed(change).names()), change


def test_what_is_missing_is_named_in_the_order_in_which_people_give_it() -> None:
    needed = agreement_needed(DoseChange(ChangeKind.PLAN_START, "va-slower"))
    assert needed.missing(frozenset({"prescriber_signature"})) == ("patient_consent", "pharmacist_review")
    assert needed.missing(frozenset(needed.names())) == ()


def test_an_agreement_with_an_unknown_name_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown agreement: caregiver_consent"):
        Agreements().missing(frozenset({"caregiver_consent"}))
