"""Addresses of this room, under /cooperation/. Each part lists its own."""

from django.urls import path

from . import views
from .agreement.urls import PATTERNS as AGREEMENT
from .best.urls import PATTERNS as BEST
from .diary.urls import PATTERNS as DIARY
from .hours.urls import PATTERNS as HOURS
from .picture.urls import PATTERNS as PICTURE
from .plan.urls import PATTERNS as PLAN
from .rhythm.urls import PATTERNS as RHYTHM

app_name = "cooperation"
urlpatterns = [
    path("", views.front, name="front"),
    *PICTURE, *PLAN, *RHYTHM, *BEST, *HOURS, *AGREEMENT, *DIARY,
]  # fmt: skip
