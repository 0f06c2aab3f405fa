from __future__ import annotations

from django.urls import path

from glidepath.care.consent import views

app_name = "consent"
urlpatterns = [
    path("my-plan/consent/<uuid:plan>/<int:step>/", views.give_page, name="give"),
    path("my-plan/consent/<uuid:plan>/<int:step>/take-back/", views.take_back_page, name="take_back"),
    path("my-plan/milestones/", views.milestones, name="milestones"),
]
