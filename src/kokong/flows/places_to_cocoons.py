"""An import that retires homes takes their doors out of the cocoons, so that nobody is sent there."""

from django.utils import timezone

from kokong.kernel.events import Event, subscribe
from kokong.measures.cocoons import api as cocoons


@subscribe("places.imported")
def drop_retired_doors(event: Event) -> None:
    """Drop the open doors whose homes are gone; what was recorded at them stays."""
    if event.payload["retired"]:
        cocoons.drop_retired_everywhere(now=timezone.now())
