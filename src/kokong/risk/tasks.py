"""What this room does by itself; one analysis at a time on the platform, so that other jobs find a worker."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kokong.incidents import api as incidents
from kokong.kernel import tenancy
from kokong.kernel.models import Municipality

from . import running


@app.task(name="kokong.risk.analyse", queue="risk", lock="kokong.risk", pass_context=False)
def analyse(*, municipality_id: int) -> None:
    """Make what waits in one municipality, and what a killed worker left half-way."""
    running.resume(municipality_ids=[municipality_id], now=timezone.now())


@app.periodic(cron="40 2 * * *")
@app.task(name="kokong.risk.nightly", queue="nightly", pass_context=False)
def nightly(timestamp: int) -> None:
    """Ask for every analysis of every municipality that has burglaries."""
    del timestamp
    from . import asking

    for municipality in Municipality.objects.order_by("pk"):
        with tenancy.scope(municipality_id=municipality.pk):
            if incidents.count():
                asking.ask(now=timezone.now(), user_id=None, priority=asking.TONIGHT)
