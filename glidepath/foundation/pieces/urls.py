"""Addresses of the style gallery and the theme choice."""

from __future__ import annotations

from django.urls import path

from glidepath.foundation.pieces import views

app_name = "pieces"
urlpatterns = [
    path("gallery/", views.gallery, name="gallery"),
    path("theme/", views.theme, name="theme"),
]
