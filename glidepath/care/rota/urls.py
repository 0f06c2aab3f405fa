from __future__ import annotations

from django.urls import path

from glidepath.care.rota import views

app_name = "rota"
urlpatterns = [
    path("rota/", views.rota, name="rota"),
    path("rota/plan/", views.plan, name="plan"),
    path("rota/shifts/<uuid:shift_id>/", views.shift, name="shift"),
    path("rota/hand-over/", views.hand_overs, name="hand_over"),
]
