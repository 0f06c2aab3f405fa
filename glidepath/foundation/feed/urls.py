"""The address of the live feed."""

from __future__ import annotations

from django.urls import path

from glidepath.foundation.feed import views

app_name = "feed"
urlpatterns = [path("live/", views.live, name="live")]
