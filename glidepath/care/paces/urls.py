from __future__ import annotations

from django.urls import path

from glidepath.care.paces import views

app_name = "paces"
urlpatterns = [
    path("patients/<uuid:patient_id>/paces/", views.compare, name="compare"),
]
