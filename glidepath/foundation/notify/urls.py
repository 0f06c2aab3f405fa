from __future__ import annotations

from django.urls import path

from glidepath.foundation.notify import views

app_name = "notify"
urlpatterns = [
    path("notices/", views.choices, name="choices"),
    path("notices/browser/", views.browser, name="browser"),
    path("notices/shown/", views.shown, name="shown"),
    path("notices/worker.js", views.worker, name="worker"),
    path("notices/sms/", views.loopback, name="loopback"),
    path("notices/<uuid:prompt_id>/", views.opened, name="opened"),
    path("ledger/", views.ledger, name="ledger"),
]
