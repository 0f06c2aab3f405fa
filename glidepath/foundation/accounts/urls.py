"""Addresses of language, theme and demo sign-in."""

from __future__ import annotations

from django.urls import path

from glidepath.foundation.accounts import views

app_name = "accounts"
urlpatterns = [
    path("language/", views.choose_language, name="language"),
    path("theme/", views.choose_theme, name="theme"),
    path("demo/sign-in/<str:token>/", views.demo_sign_in, name="demo_sign_in"),
]
