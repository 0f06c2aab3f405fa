from __future__ import annotations

from django.urls import path

from glidepath.oversight.team_board import views

app_name = "team_board"
urlpatterns = [
    path("board/", views.board, name="board"),
    path("patients/", views.patients, name="patients"),
    path("patients/<uuid:patient_id>/", views.patient, name="patient"),
    path("patients/<uuid:patient_id>/visits/", views.book_visit, name="book_visit"),
    path("visits/<uuid:visit_id>/settle/", views.settle_visit, name="settle_visit"),
]
