from __future__ import annotations

from django.urls import path

from glidepath.care.escalation import views

app_name = "escalation"
urlpatterns = [
    path("help-now/", views.help_now, name="help"),
    path("help-now/call-me/", views.call_me, name="call_me"),
    path("alerts/<uuid:alert_id>/", views.alert, name="alert"),
    path("alerts/<uuid:alert_id>/take-on/", views.take_on, name="acknowledge"),
    path("alerts/<uuid:alert_id>/close/", views.close, name="resolve"),
    path("rules/<slug:slug>/", views.rule, name="rule"),
    path("dsi/<slug:slug>.json", views.dsi, name="dsi"),
]
