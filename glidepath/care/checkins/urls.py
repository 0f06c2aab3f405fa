from __future__ import annotations

from django.urls import path

from glidepath.care.checkins import views, views_days, views_measures

app_name = "checkins"
urlpatterns = [
    path("check-in/", views.daily, name="daily"),
    path("check-in/days/", views_days.days, name="days"),
    path("check-in/<uuid:entry_id>/done/", views.done, name="done"),
    path("check-ins/<uuid:entry_id>/", views.entry, name="entry"),
    path("answers/<slug:slug>/", views.scale, name="scale"),
    path("scales/<uuid:entry_id>/done/", views.scale_done, name="scale_done"),
    path("scales/<uuid:entry_id>/", views.scale_entry, name="scale_entry"),
    path("patients/<uuid:patient_id>/check-in/", views.for_patient, name="for_patient"),
    path("patients/<uuid:patient_id>/answers/<slug:slug>/", views.scale_for_patient, name="scale_for_patient"),
    path("measurements/", views_measures.vitals, name="vitals"),
    path("patients/<uuid:patient_id>/measurements/", views_measures.measured, name="measured"),
    path("patients/<uuid:patient_id>/vital-signs/", views_measures.vitals_of, name="vitals_of"),
    path("patients/<uuid:patient_id>/movement/", views_measures.movement_of, name="movement_of"),
    path("patients/<uuid:patient_id>/cows/", views.cows, name="cows"),
    path("patients/<uuid:patient_id>/safety-screen/", views.screen, name="screen"),
]
