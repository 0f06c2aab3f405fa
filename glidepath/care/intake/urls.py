from __future__ import annotations

from django.urls import path, register_converter

from glidepath.care.intake import views
from glidepath.care.intake.addresses import MedicineKey

register_converter(MedicineKey, "medicine")

app_name = "intake"
urlpatterns = [
    path("patients/<uuid:patient_id>/medicines/", views.medicines, name="reconcile"),
    path("patients/<uuid:patient_id>/medicines/<medicine:product>/", views.taken, name="taken"),
    path("patients/<uuid:patient_id>/baseline/", views.baseline, name="baseline"),
    path("patients/<uuid:patient_id>/baseline/<slug:key>/", views.part, name="part"),
    path("patients/<uuid:patient_id>/sign-in/", views.give_sign_in, name="sign_in"),
    path("my-start/", views.baseline, name="my_baseline"),
    path("my-start/<slug:key>/", views.part, name="my_part"),
]
