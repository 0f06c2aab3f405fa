from __future__ import annotations

from django.urls import path

from glidepath.care.checkins import (
    views,
    views_after,
    views_corrections,
    views_days,
    views_measures,
    views_pain,
    views_permissions,
    views_scales,
    views_zone,
)

app_name = "checkins"
urlpatterns = [
    path("check-in/", views.daily, name="daily"),
    path("check-in/days/", views_days.days, name="days"),
    path("time-zone/", views_zone.zone, name="zone"),
    path("patients/<uuid:patient_id>/time-zone/", views_zone.zone_of, name="zone_of"),
    path("check-in/<uuid:entry_id>/done/", views_after.done, name="done"),
    path("check-ins/<uuid:entry_id>/", views_after.entry, name="entry"),
    path("answers/<slug:slug>/", views_scales.scale, name="scale"),
    path("scales/<uuid:entry_id>/done/", views_after.scale_done, name="scale_done"),
    path("scales/<uuid:entry_id>/", views_after.scale_entry, name="scale_entry"),
    path("patients/<uuid:patient_id>/check-in/", views.for_patient, name="for_patient"),
    path("patients/<uuid:patient_id>/answers/<slug:slug>/", views_scales.scale_for_patient, name="scale_for_patient"),
    path("questionnaires/", views_permissions.questionnaires, name="questionnaires"),
    path("questionnaires/<slug:slug>/permission/", views_permissions.permission, name="permission"),
    path("permissions/<uuid:permission_id>/end/", views_permissions.end_permission, name="end_permission"),
    path("measurements/", views_measures.vitals, name="vitals"),
    path("patients/<uuid:patient_id>/measurements/", views_measures.measured, name="measured"),
    path("measurements/<uuid:observation_id>/correct/", views_corrections.value, name="correct_value"),
    path("check-ins/<uuid:entry_id>/correct/", views_corrections.check_in, name="correct_check_in"),
    path("patients/<uuid:patient_id>/vital-signs/", views_measures.vitals_of, name="vitals_of"),
    path("patients/<uuid:patient_id>/movement/", views_measures.movement_of, name="movement_of"),
    path("patients/<uuid:patient_id>/results/", views_measures.results_of, name="results_of"),
    path("pain/", views_pain.my_pain, name="my_pain"),
    path("patients/<uuid:patient_id>/pain/", views_pain.pain_of, name="pain_of"),
    path("patients/<uuid:patient_id>/cows/", views_scales.cows, name="cows"),
    path("patients/<uuid:patient_id>/safety-screen/", views_scales.screen, name="screen"),
]
