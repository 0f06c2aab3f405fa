from __future__ import annotations

from django.urls import path

from glidepath.care.supply import views

app_name = "supply"
SUPPLY = "patients/<uuid:patient_id>/supply/"
urlpatterns = [
    path(SUPPLY, views.overview, name="overview"),
    path(f"{SUPPLY}count/", views.count, name="count"),
    path(f"{SUPPLY}dispense/", views.dispense, name="dispense"),
    path(f"{SUPPLY}refill/", views.refill, name="refill"),
    path("my-supply/", views.mine, name="mine"),
]
