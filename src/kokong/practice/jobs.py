"""By night, what is left of drills that are over goes."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kokong.kernel.nightly import QUEUE
from kokong.kernel.retrying import AGAIN

from . import beginning


@app.periodic(cron="40 2 * * *")
@app.task(name="kokong.practice.clear", queue=QUEUE, retry=AGAIN, pass_context=False)
def clear(timestamp: int) -> None:
    """Empty every practice municipality whose drill is over."""
    del timestamp
    beginning.clear(now=timezone.now())
