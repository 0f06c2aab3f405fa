from __future__ import annotations

from django.urls import path

from glidepath.oversight.patient_home import views

app_name = "patient_home"
urlpatterns = [
    path("today/", views.today, name="today"),
    path("progress/", views.progress, name="progress"),
    path("who-looked/", views.who_looked, name="who_looked"),
]
