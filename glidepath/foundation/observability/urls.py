"""Addresses for those who run the server."""

from __future__ import annotations

from django.urls import path

from glidepath.foundation.observability import views

app_name = "observability"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
]
