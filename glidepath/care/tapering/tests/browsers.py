"""Signed-in browsers for the cast, and the clock they see."""

from __future__ import annotations

from html import unescape

from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from glidepath.foundation.access import Actor
from glidepath.foundation.tests.cast import signed_in
from glidepath.record.plans.models import Plan


def browser(actor: Actor, fresh: bool = True) -> Client:
    """A browser of this person; `fresh`: a second factor was shown just now."""
    return signed_in(get_user_model().objects.get(pk=actor.user_id), fresh=fresh)


def address(name: str, plan: Plan, *more: object) -> str:
    """The address of a plan's page."""
    return reverse(f"tapering:{name}", args=[plan.patient.public_id, plan.public_id, *more])


def words(answer: HttpResponse) -> str:
    """What a person reads on a page: the text without its marks, with single spaces."""
    return " ".join(unescape(strip_tags(answer.content.decode())).split())
