"""What an RxNorm dose form says: the form of one unit, how it releases, and by which route it is taken."""

from __future__ import annotations

from typing import Final, NamedTuple

from glidepath_clinical.medicines.product import Form


class DoseForm(NamedTuple):
    """One dose form. `release` is IR, ER or TD as in the formulary; `words` is how the formulary calls it."""

    form: Form
    release: str
    route: str
    words: str


DOSE_FORMS: Final[dict[str, DoseForm]] = {
    "Oral Tablet": DoseForm(Form.TABLET, "IR", "oral", "tablet"),
    "Effervescent Oral Tablet": DoseForm(Form.TABLET, "IR", "oral", "effervescent tablet"),
    "Tablet for Oral Suspension": DoseForm(Form.TABLET, "IR", "oral", "dispersible tablet"),
    "Disintegrating Oral Tablet": DoseForm(Form.DISINTEGRATING_TABLET, "IR", "oral", "orally disintegrating tablet"),
    "Extended Release Oral Tablet": DoseForm(Form.TABLET, "ER", "oral", "ER tablet"),
    "Oral Capsule": DoseForm(Form.CAPSULE, "IR", "oral", "capsule"),
    "Extended Release Oral Capsule": DoseForm(Form.CAPSULE, "ER", "oral", "ER capsule"),
    "Oral Solution": DoseForm(Form.SOLUTION, "IR", "oral", "oral solution"),
    "Oral Suspension": DoseForm(Form.SOLUTION, "IR", "oral", "oral suspension"),
    "Extended Release Suspension": DoseForm(Form.SOLUTION, "ER", "oral", "ER suspension"),
    "Oral Spray": DoseForm(Form.SPRAY, "IR", "oral", "oral spray"),
    "Oral Lozenge": DoseForm(Form.LOZENGE, "IR", "buccal", "lozenge"),
    "Buccal Film": DoseForm(Form.FILM, "IR", "buccal", "buccal film"),
    "Buccal Tablet": DoseForm(Form.TABLET, "IR", "buccal", "buccal tablet"),
    "Sublingual Film": DoseForm(Form.FILM, "IR", "sublingual", "sublingual film"),
    "Sublingual Tablet": DoseForm(Form.TABLET, "IR", "sublingual", "sublingual tablet"),
    "Mucosal Spray": DoseForm(Form.SPRAY, "IR", "sublingual", "mucosal spray"),
    "Metered Dose Nasal Spray": DoseForm(Form.SPRAY, "IR", "nasal", "nasal spray"),
    "Transdermal System": DoseForm(Form.PATCH, "TD", "transdermal", "transdermal system"),
    "Rectal Suppository": DoseForm(Form.SUPPOSITORY, "IR", "rectal", "suppository"),
    "Pack": DoseForm(Form.SPRAY, "IR", "sublingual", "pack of mucosal sprays"),
}
