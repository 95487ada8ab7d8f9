"""A home that an import retires leaves the rounds by itself."""

from pathlib import Path

from kokong.kernel import events
from kokong.measures.cocoons.models import Door
from kokong.places import api as places
from kokong.places.models import Dwelling
from tests.flows.story import Story
from tests.worker import run_jobs


def test_an_import_that_retires_homes_takes_their_doors(story: Story, tmp_path: Path) -> None:
    events.deliver(story.confirm(burglary := story.report()))
    gone = set(list(story.open_doors(burglary))[:2])
    with story.cast.acting(story.cast.coordinator):
        Dwelling.objects.update(source="table")  # so that the file below is this source's next edition
        kept = places.dwellings(ids=set(story.homes) - gone)
        lines = [f"{home.street},{home.number},{home.lon},{home.lat}" for home in kept.values()]
        listing = tmp_path / "homes.csv"
        listing.write_text("\n".join(["street,number,lon,lat", *lines]), encoding="utf-8")
        places.import_places(path=listing)
    assert dropped(story) == set()
    run_jobs()
    assert dropped(story) == gone


def dropped(story: Story) -> set[int | None]:
    """The homes whose doors have dropped out; read without the door, which would drop them itself."""
    with story.cast.acting(story.cast.coordinator):
        return set(Door.objects.filter(drop_reason="retired").values_list("dwelling_id", flat=True))
