from __future__ import annotations

from django.urls import URLPattern

app_name = "patient_home"
urlpatterns: list[URLPattern] = []
