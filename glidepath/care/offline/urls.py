"""Addresses of what works without a connection. The service worker stands at the top, so that it may keep any page."""

from __future__ import annotations

from django.urls import path

from glidepath.care.offline import views

app_name = "offline"
urlpatterns = [
    path("service-worker.js", views.service_worker, name="service_worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("offline/", views.no_connection, name="no_connection"),
    path("offline/help/", views.help_kept, name="help"),
    path("offline/check-in/", views.check_in, name="check_in"),
    path("offline/kept/", views.kept, name="kept"),
    path("offline/kept/now/", views.kept_urgent, name="kept_urgent"),
    path("check-in/waiting/", views.waiting, name="waiting"),
]
