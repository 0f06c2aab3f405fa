from __future__ import annotations

from django.urls import path

from glidepath.care.medicine_changes import views

app_name = "medicine_changes"
urlpatterns = [
    path("patients/<uuid:patient_id>/medicine-changes/", views.overview, name="overview"),
    path("patients/<uuid:patient_id>/medicine-changes/new/", views.record, name="record"),
    path("patients/<uuid:patient_id>/medicine-changes/known/", views.known, name="known"),
    path("patients/<uuid:patient_id>/medicine-changes/names/", views.names, name="names"),
    path("medicine-changes/<uuid:change_id>/mistake/", views.mistake, name="mistake"),
    path("my-medicine-change/", views.mine, name="mine"),
]
