"""Addresses of the style gallery."""

from __future__ import annotations

from django.urls import path

from glidepath.foundation.pieces import views

app_name = "pieces"
urlpatterns = [
    path("pieces/gallery/", views.gallery, name="gallery"),
]
