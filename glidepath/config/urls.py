"""Every address of the product. Each view behind it carries its own policy, or the server does not start."""

from __future__ import annotations

from django.urls import include, path

from glidepath.config import views

urlpatterns = [
    path("", views.home, name="home"),
    path("accounts/", include("allauth.urls")),
    path("", include("glidepath.foundation.accounts.urls")),
    path("", include("glidepath.foundation.observability.urls")),
    path("", include("glidepath.foundation.feed.urls")),
    path("", include("glidepath.foundation.pieces.urls")),
    path("", include("glidepath.foundation.notify.urls")),
    path("", include("glidepath.care.intake.urls")),
    path("", include("glidepath.interfaces.fhir.urls")),
    path("", include("glidepath.interfaces.documents.urls")),
    path("", include("glidepath.interfaces.wearables.urls")),
    path("", include("glidepath.care.education.urls")),
    path("", include("glidepath.care.medicine_changes.urls")),
    path("", include("glidepath.care.consent.urls")),
    path("", include("glidepath.care.offline.urls")),
    path("", include("glidepath.care.text_messages.urls")),
    path("", include("glidepath.care.checkins.urls")),
    path("", include("glidepath.care.tapering.urls")),
    path("", include("glidepath.care.paces.urls")),
    path("", include("glidepath.care.supply.urls")),
    path("", include("glidepath.care.escalation.urls")),
    path("", include("glidepath.care.rota.urls")),
    path("", include("glidepath.oversight.team_board.urls")),
    path("", include("glidepath.oversight.explanations.urls")),
    path("", include("glidepath.oversight.patient_home.urls")),
]

handler400 = "glidepath.config.error_pages.bad_request"
handler403 = "glidepath.config.error_pages.forbidden"
handler404 = "glidepath.config.error_pages.not_found"
handler500 = "glidepath.config.error_pages.broken"
