"""What this room does by itself, and where the worker finds its jobs."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kokong.incidents import api as incidents
from kokong.kernel import tenancy
from kokong.kernel.models import Municipality

from . import asking


@app.periodic(cron="40 2 * * *")
@app.task(name="kokong.risk.nightly", queue="nightly", pass_context=False)
def nightly(timestamp: int) -> None:
    """Ask for every analysis of every municipality that has burglaries."""
    del timestamp
    for municipality in Municipality.objects.order_by("pk"):
        with tenancy.scope(municipality_id=municipality.pk):
            if incidents.count():
                asking.ask(now=timezone.now(), user_id=None, priority=asking.TONIGHT)
