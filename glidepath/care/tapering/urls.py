from __future__ import annotations

from django.urls import path

from glidepath.care.tapering import views
from glidepath.care.tapering.views_patient import my_plan_page, pause, read_my_dose, read_together

app_name = "tapering"
PLAN = "patients/<uuid:patient_id>/plan/<uuid:plan_id>/"
urlpatterns = [
    path("my-plan/", my_plan_page, name="my_plan"),
    path("pause/", pause, name="pause"),
    path("my-dose/read/", read_my_dose, name="read_my_dose"),
    path("patients/<uuid:patient_id>/dose/read/", read_together, name="read_together"),
    path("review/", views.queue, name="queue"),
    path("patients/<uuid:patient_id>/plan/propose/", views.propose_page, name="propose"),
    path(PLAN, views.plan_page, name="plan"),
    path(f"{PLAN}review/", views.review_page, name="review"),
    path(f"{PLAN}sign/", views.sign_page, name="sign"),
    path(f"{PLAN}withdraw/", views.withdraw_page, name="withdraw"),
    path(f"{PLAN}step/<int:step>/release/", views.release_page, name="release"),
    path(f"{PLAN}hold/", views.hold_page, name="hold"),
    path(f"{PLAN}resume/", views.resume_page, name="resume"),
]
