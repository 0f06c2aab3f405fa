from __future__ import annotations

from django.urls import path

from glidepath.oversight.explanations import views

app_name = "explanations"
urlpatterns = [
    path("patients/<uuid:patient_id>/why-worse/", views.why_worse, name="why_worse"),
]
