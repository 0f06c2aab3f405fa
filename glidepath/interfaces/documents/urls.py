from __future__ import annotations

from django.urls import path

from glidepath.interfaces.documents import views

app_name = "documents"
PLAN = "plans/<uuid:plan_id>/"
urlpatterns = [
    path(f"{PLAN}documents/", views.page, name="page"),
    path(f"{PLAN}plan.pdf", views.pdf, name="pdf"),
    path(f"{PLAN}plan.ics", views.calendar, name="calendar"),
    path(f"{PLAN}plan.txt", views.pharmacy, name="pharmacy"),
    path(f"{PLAN}plan.fhir.json", views.fhir, name="fhir"),
    path(f"{PLAN}plan.json", views.whole, name="json"),
]
