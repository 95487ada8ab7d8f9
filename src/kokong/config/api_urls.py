"""The HTTP API: each room adds its router."""

from django.urls import path
from ninja import NinjaAPI

from kokong.people.http import Signed

api = NinjaAPI(title="Kokong", version="1", auth=Signed(), docs_url="docs", urls_namespace="api")
urlpatterns = [path("v1/", api.urls)]
