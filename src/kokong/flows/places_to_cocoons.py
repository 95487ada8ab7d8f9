"""An import that retires homes takes their doors out of the cocoons, so that nobody is sent there."""

from django.utils import timezone

from kokong.kernel.events import subscribe
from kokong.measures.cocoons import api as cocoons
from kokong.places import api as places


@subscribe(places.PlacesImported)
def drop_retired_doors(event: places.PlacesImported) -> None:
    """Drop the open doors whose homes are gone; what was recorded at them stays."""
    if event.retired:
        cocoons.drop_retired_everywhere(now=timezone.now())
