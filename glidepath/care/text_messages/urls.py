"""Addresses of text messages."""

from __future__ import annotations

from django.urls import path

from glidepath.care.text_messages import views

app_name = "text_messages"
urlpatterns = [
    path("text-messages/", views.mine, name="mine"),
    path("patients/<uuid:patient_id>/text-messages/", views.of_patient, name="of_patient"),
    path("text-messages/incoming/", views.incoming, name="incoming"),
    path("text-messages/demo-phone/", views.loopback, name="loopback"),
]
