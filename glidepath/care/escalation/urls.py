from __future__ import annotations

from django.urls import path

from glidepath.care.escalation import views, views_alert, views_limits

app_name = "escalation"
urlpatterns = [
    path("help-now/", views.help_now, name="help"),
    path("help-now/call-me/", views.call_me, name="call_me"),
    path("alerts/<uuid:alert_id>/", views_alert.alert, name="alert"),
    path("alerts/<uuid:alert_id>/take-on/", views_alert.take_on, name="acknowledge"),
    path("alerts/<uuid:alert_id>/close/", views_alert.close, name="resolve"),
    path("alerts/<uuid:alert_id>/set-aside/", views_alert.set_aside, name="snooze"),
    path("alerts/<uuid:alert_id>/dose-stands/", views_alert.dose_stands, name="dose_stands"),
    path("worklist/", views_alert.list_for_workday, name="worklist"),
    path("limits/", views_limits.limits, name="limits"),
    path("limits/<slug:slug>/", views_limits.limit, name="limit"),
    path("chain/", views.chain, name="chain"),
    path("rules/<slug:slug>/", views.rule, name="rule"),
    path("dsi/<slug:slug>.json", views.dsi, name="dsi"),
]
