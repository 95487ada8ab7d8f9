"""What this room does by itself, without anybody asking."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kokong.kernel import tenancy
from kokong.kernel.models import Municipality

from . import doors


@app.periodic(cron="*/10 * * * *")
@app.task(name="kokong.cocoons.retired", queue="nightly", pass_context=False)
def retired(timestamp: int) -> None:
    """Let doors drop out whose homes an import has retired, so that nobody is sent there."""
    del timestamp
    for municipality in Municipality.objects.order_by("pk"):
        with tenancy.scope(municipality_id=municipality.pk):
            doors.drop_retired_everywhere(now=timezone.now())
