"""Text messages through whatever gateway a clinic has: none, the loopback of a demo, or any that takes HTTP.

`send_sms` is for every part of the product; no text may hold health data.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings

from glidepath.foundation.notify.http import post

NUMBER = re.compile(r"^\+[1-9][0-9]{6,14}$")
LONGEST = 400
LOOPBACK, HTTP = "loopback", "http"


class NoGateway(RuntimeError):
    """This installation sends no text messages."""


def sms_is_on() -> bool:
    """Whether text messages can be sent at all."""
    return settings.GLIDEPATH_SMS_GATEWAY in (LOOPBACK, HTTP)


def send_sms(*, to: str, text: str, key: str, at: datetime) -> None:
    """Hand one message to the gateway. The same key again is the same message, where the gateway keeps to that.

    Raises ValueError for a number that is not in the form +15550100 or a text that is too long; NoGateway;
    HttpRefused or OSError when the gateway does not take it.
    """
    if not NUMBER.match(to):
        raise ValueError("A number begins with + and the country, then digits only")
    if not text or len(text) > LONGEST:
        raise ValueError(f"A text message has 1 to {LONGEST} letters")
    if settings.GLIDEPATH_SMS_GATEWAY == LOOPBACK:
        _keep(to, text, key, at)
    elif settings.GLIDEPATH_SMS_GATEWAY == HTTP:
        _post(to, text, key)
    else:
        raise NoGateway


def _keep(to: str, text: str, key: str, at: datetime) -> None:
    from glidepath.foundation.notify.models import LoopbackSms

    LoopbackSms.objects.get_or_create(key=key, defaults={"to": to, "text": text, "at": at})


def _post(to: str, text: str, key: str) -> None:
    """One POST, as JSON or as a form, with the clinic's own names for the fields."""
    values = {"to": to, "from": settings.GLIDEPATH_SMS_FROM, "text": text}
    named = {settings.GLIDEPATH_SMS_FIELDS.get(name, name): value for name, value in values.items() if value}
    as_form = settings.GLIDEPATH_SMS_FORMAT == "form"
    headers = {"Content-Type": "application/x-www-form-urlencoded" if as_form else "application/json"}
    headers["Idempotency-Key"] = key
    if settings.GLIDEPATH_SMS_TOKEN:
        headers["Authorization"] = settings.GLIDEPATH_SMS_TOKEN
    post(settings.GLIDEPATH_SMS_URL, headers, (urlencode(named) if as_form else json.dumps(named)).encode())
