"""A link of a campaign leads on, and is counted: once each time, by day, and nothing else is known."""

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from kokong.kernel import tenancy
from kokong.kernel.models import Municipality

from . import models as rows

_COUNT = """
INSERT INTO outreach_click AS known (municipality_id, link_id, day, count) VALUES (%s, %s, %s, 1)
ON CONFLICT (link_id, day) DO UPDATE SET count = known.count + 1
"""


@require_safe
def follow(request: HttpRequest, code: str, link: str) -> HttpResponse:
    """On to the address that the campaign's text means. What only looks (HEAD) is not counted."""
    place = Municipality.objects.filter(code=code).first()
    if place is None:
        raise Http404
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        row = rows.Link.objects.filter(code=link).first()
        if row is None:
            raise Http404
        if request.META["REQUEST_METHOD"] == "GET":  # `HeadMiddleware` makes a HEAD a GET
            with connection.cursor() as cursor:
                cursor.execute(_COUNT, [place.pk, row.pk, timezone.localdate()])
        address = row.address
    return HttpResponseRedirect(address, headers={"Cache-Control": "no-store"})
