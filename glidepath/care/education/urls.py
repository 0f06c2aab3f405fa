from __future__ import annotations

from django.urls import path

from glidepath.care.education import views

app_name = "education"
urlpatterns = [
    path("learn/", views.cover, name="lesson"),
    path("learn/read/<slug:key>/", views.read, name="read"),
    path("learn/question/<slug:key>/", views.ask, name="ask"),
    path("learn/done/", views.finished, name="finished"),
]
