"""The year's report as a file."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kokong.kernel import pages

from ..access import OperatorRequest, may
from . import paper


@may("alarm.accounts")
@require_GET
@never_cache
def report(request: OperatorRequest, account_id: int, year: int) -> HttpResponse:
    """A home's year as a PDF; a year without a panel leads back to the home, with the reason."""
    return pages.pdf(
        request,
        lambda: paper.year_report(account_id=account_id, year=year, now=timezone.now()),
        name=f"larm-{account_id}-{year}",
        back=("alarms:account", account_id),
    )
