"""Addresses of the shift, under /alarms/."""

from django.urls import path

from . import views

urlpatterns = [
    path("shift/", views.shift, name="shift"),
    path("shift/notes/", views.write, name="shift-note"),
    path("shift/notes/<int:note_id>/done/", views.done, name="shift-note-done"),
    path("shift/take/", views.take, name="take-shift"),
    path("shift/<int:hand_over_id>/", views.kept, name="hand-over"),
]
