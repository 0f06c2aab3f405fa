"""Addresses for the foundation's tests: its own, those of the sign-in, and one page for each kind of rule."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from glidepath.foundation.access import one, policy
from glidepath.record.patients.models import Patient


@policy("front.door")
def front(request: HttpRequest) -> HttpResponse:
    return HttpResponse("front")


@policy("help.read")
def public(request: HttpRequest) -> HttpResponse:
    return HttpResponse("help")


@policy("board.read")
def board(request: HttpRequest) -> HttpResponse:
    return HttpResponse("board")


@policy("home.read")
def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("home")


@policy("patient.read")
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    return HttpResponse(one(request.actor, Patient, "patient.read", public_id).given_name)


@policy("plan.sign")
def sign(request: HttpRequest) -> HttpResponse:
    return HttpResponse("signed" if request.method == "POST" else "form")


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("never")


def breaks(request: HttpRequest) -> HttpResponse:
    raise ValueError("Paul Patient's withdrawal")


urlpatterns = [
    path("", front, name="home"),
    path("help/", public, name="help"),
    path("board/", board, name="board"),
    path("home/", home, name="own_home"),
    path("people/<uuid:public_id>/", person, name="person"),
    path("sign/", sign, name="sign"),
    path("undeclared/", undeclared, name="undeclared"),
    path("breaks/", policy("front.door")(breaks), name="breaks"),
    path("accounts/", include("allauth.urls")),
    path("", include("glidepath.foundation.accounts.urls")),
    path("", include("glidepath.foundation.observability.urls")),
    path("", include("glidepath.foundation.feed.urls")),
]
