from __future__ import annotations

from django.urls import path

from glidepath.interfaces.fhir import views

app_name = "fhir"
urlpatterns = [
    path("import/", views.upload, name="import"),
    path("questionnaires/<slug:slug>/fhir/", views.questionnaire, name="questionnaire"),
    path("import/<uuid:public_id>/", views.report, name="report"),
]
