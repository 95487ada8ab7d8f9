"""What follows when a page changes: its site's stamp at once, and what its search finds."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kokong.kernel import tenancy
from kokong.kernel.nightly import nightly
from kokong.kernel.retrying import AGAIN

from . import learning, sites, work


def heard(name: str, slug: str) -> None:
    """A page shows something else: one text of it is found at once, a whole page by a job."""
    sites.stamp()
    if slug:
        learning.learn(name=name, slug=slug, now=timezone.now())
    else:
        learn.defer(municipality_id=tenancy.municipality_id(), name=name)


@app.task(name="kokong.public.learn", queue="events", retry=AGAIN, pass_context=False)
def learn(*, municipality_id: int, name: str) -> None:
    """Have a site's search find what a page shows now."""
    with tenancy.scope(municipality_id=municipality_id):
        learning.learn(name=name, now=timezone.now())


@nightly("40 3 * * *", name="kokong.public.learn_all")
def learn_all(part: str) -> None:
    """Have the site's search find all that is published: also what came before the search did."""
    del part
    for name in sorted(work.published()):
        learning.learn(name=name, now=timezone.now())
