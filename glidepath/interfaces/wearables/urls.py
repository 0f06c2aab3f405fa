from __future__ import annotations

from django.urls import path

from glidepath.interfaces.wearables import views

app_name = "wearables"
urlpatterns = [
    path("my-devices/", views.my_devices, name="my_devices"),
    path("my-devices/send/", views.my_send, name="my_send"),
    path("my-devices/link/", views.my_link, name="my_link"),
    path("my-devices/stop/", views.my_stop, name="my_stop"),
    path("patients/<uuid:patient_id>/devices/", views.devices, name="devices"),
    path("patients/<uuid:patient_id>/devices/send/", views.send, name="send"),
    path("patients/<uuid:patient_id>/devices/link/", views.link, name="link"),
    path("patients/<uuid:patient_id>/devices/stop/", views.stop, name="stop"),
    path("device-files/<uuid:file_id>/", views.file, name="file"),
    path("device-files/<uuid:file_id>/undo/", views.undo, name="undo"),
]
