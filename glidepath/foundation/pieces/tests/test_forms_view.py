"""Forms: what is wrong, where, and how the answer is given without a mouse."""

from __future__ import annotations

import re

from django import forms
from django.template import Context, Template

from glidepath.foundation.pieces.gallery_data import sample_form


class PainForm(forms.Form):
    pain = forms.IntegerField(label="How strong is your pain?", error_messages={"required": "Tap a number for pain."})


def render(source: str, **values: object) -> str:
    return Template("{% load pieces %}" + source).render(Context(values))


def test_each_line_of_the_summary_leads_to_a_control_that_is_on_the_page() -> None:
    form = sample_form()
    page = render("{% error_summary form %}{% fields form %}", form=form)
    targets = re.findall(r'href="#([^"]+)"', page)
    assert len(targets) == 3
    for target in targets:
        assert f'id="{target}"' in page


def test_a_form_nobody_sent_yet_shows_no_summary() -> None:
    assert render("{% error_summary form %}", form=PainForm()).strip() == ""


def test_a_field_with_an_error_names_it_for_screen_readers() -> None:
    page = render("{% field form.phone %}", form=sample_form())
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', page)
    assert described
    for name in described[1].split():
        assert f'id="{name}"' in page


def test_no_number_of_a_scale_is_chosen_beforehand() -> None:
    assert "checked" not in render('{% scale_field form.pain low_words="none" high_words="worst" %}', form=PainForm())


def test_the_number_just_sent_is_kept_and_every_radio_has_its_own_id() -> None:
    page = render('{% scale_field form.pain low_words="none" high_words="worst" %}', form=PainForm({"pain": "7"}))
    assert re.findall(r'value="(\d+)" checked', page) == ["7"]
    ids = re.findall(r'<input type="radio" name="pain" id="([^"]+)"', page)
    assert len(set(ids)) == 11


def test_a_scale_without_an_answer_says_what_is_missing_at_its_first_tile() -> None:
    form = PainForm({})
    form.fields["pain"].widget = forms.RadioSelect(choices=[(n, n) for n in range(11)])
    summary = render("{% error_summary form %}", form=form)
    page = render('{% scale_field form.pain low_words="none" high_words="worst" %}', form=form)
    assert "Tap a number for pain." in summary and "Tap a number for pain." in page
    assert 'href="#id_pain_0"' in summary and 'id="id_pain_0"' in page


def test_to_rather_not_say_is_an_answer_of_the_same_question_and_is_kept() -> None:
    form = PainForm({"pain": "skip"})
    page = render('{% scale_field form.pain low_words="none" high_words="worst" decline="skip" %}', form=form)
    assert re.findall(r'name="pain" id="([^"]+)" value="skip" checked', page) == ["id_pain_skip"]
