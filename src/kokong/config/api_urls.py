"""The HTTP API: each room adds its router."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI

from kokong.incidents.http import router as burglaries
from kokong.kernel import measure
from kokong.kernel.errors import UserError
from kokong.people.http import Signed
from kokong.risk.http import router as risk

api = NinjaAPI(title="Kokong", version="1", auth=Signed(), docs_url="docs", urls_namespace="api")
api.add_router("/burglaries/", burglaries)
api.add_router("/risk/", risk)
for each in measure.everyone():
    for start, router in each.api:
        api.add_router(start, measure.load(router))


@api.exception_handler(UserError)
def refused(request: HttpRequest, error: UserError) -> HttpResponse:
    """What the user can mend: 422, or 404 for what isn't there, with the words and what they are about."""
    about = {"field": getattr(error, "field", None), "burglary": getattr(error, "burglary_id", None)}
    return api.create_response(request, {"detail": error.message, **about}, status=error.status)


urlpatterns = [path("v1/", api.urls)]
