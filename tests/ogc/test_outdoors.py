"""What stands and was found in the streets, for a map program: findings of walks, signs, owners' buildings."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.browser.conftest import Site
from tests.cast import Cast
from tests.ogc.conftest import Street, token_for
from tests.ogc.test_map_program import Program
from tests.ogc.test_tokens import ask
from tests.owners.conftest import Blocks
from tests.signs.conftest import build_street as build_signs
from tests.walks.conftest import Ground

LAYERS: Final = ("owner-buildings", "signs", "walk-findings")
HERE: Final = "/ogc/collections"


def outdoors(cast: Cast) -> dict[str, Any]:
    """A finding that an owner is asked about, a sign that is worn, an association's building; where each is."""
    cache.clear()
    signs = build_signs(cast)
    sign = signs.up(kind="warning", place="Infarten", days_ago=100)
    signs.seen(sign, "faded")
    ground = Ground(cast, signs.homes, (), signs.now)
    _walk, finding, _holder = ground.asked()
    blocks = Blocks(cast, (), None, signs.now)
    owner = blocks.owner("Brf Ekliden", "brf", "", "Storgatan 2")
    blocks.contact(owner)
    return {"sign": sign, "finding": finding, "spot": signs.spot}


@pytest.fixture
def program(committed_cast: Cast) -> Iterator[tuple[Program, dict[str, Any]]]:
    """GDAL at a running site, as the coordinator, and what is there."""
    there, now = outdoors(committed_cast), timezone.now()
    site = Site(committed_cast)
    site.start()
    secret = token_for(committed_cast, committed_cast.coordinator, now=now)
    yield Program(Street(committed_cast, [], [], 0), f"{site.url}/ogc", secret), there
    site.stop()


def test_a_map_program_reads_findings_signs_and_buildings(program: tuple[Program, dict[str, Any]]) -> None:
    gdal, there = program
    assert set(LAYERS) <= set(gdal.read(None))
    sign, finding = gdal.read("signs"), gdal.read("walk-findings")
    assert sign["points"] == [[there["spot"].x, there["spot"].y]]
    assert (sign["values"]["state"], sign["values"]["condition"]) == (["worn"], ["faded"])
    assert sign["kinds"]["installed"].startswith("datetime64")
    assert (finding["values"]["state"], finding["values"]["category"]) == (["asked"], ["light"])
    assert finding["kinds"]["due"].startswith("datetime64")
    building = gdal.read("owner-buildings")
    assert building["values"]["owners"] == ["Brf Ekliden"]
    assert building["kinds"]["disputed"] == "bool"
    x, y = there["spot"]
    assert gdal.read("signs", bbox=(x + 50, y + 50, x + 60, y + 60))["points"] == []


def test_layers_say_what_stands_there_and_nothing_of_people(cast: Cast) -> None:
    outdoors(cast)
    secret = token_for(cast, cast.officer, now=timezone.now())
    for layer in LAYERS:
        said = ask(secret, f"{HERE}/{layer}/items").content.decode()
        assert '"numberMatched": 1' in said
        assert all(word not in said for word in ("Lampan", "Olle", "Gatukontoret", "@"))


def test_only_the_desks_see_them_and_another_town_none(cast: Cast) -> None:
    outdoors(cast)
    now = timezone.now()
    visitor, theirs = token_for(cast, cast.visitor, now=now), token_for(cast, cast.stranger, now=now)
    for layer in LAYERS:
        for who in (cast.owner_representative, cast.resident, cast.contact_person):
            assert cast.client(who).get(f"{HERE}/{layer}/items").status_code in {403, 404}
        assert ask(visitor, f"{HERE}/{layer}/items").status_code in {401, 403, 404}
        assert ask("", f"{HERE}/{layer}/items").status_code == 401
        assert ask(theirs, f"{HERE}/{layer}/items").json()["numberMatched"] == 0
