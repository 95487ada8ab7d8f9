"""What this room has done in the background, and where the worker finds its jobs."""

from procrastinate.contrib.django import app

from kokong.kernel.retrying import AGAIN

from .rules import PROVE, QUEUE


@app.task(name=PROVE, queue=QUEUE, lock=PROVE, retry=AGAIN, pass_context=False)
def prove(*, municipality_id: int, siting_id: int) -> None:
    """Look for the best spots of a question."""
    from . import proving  # numerics: not for every page

    proving.prove(municipality_id=municipality_id, siting_id=siting_id)
