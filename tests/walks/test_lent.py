"""Photos told to other systems, only what everybody sees; and pictures that those systems tell of."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from kokong.kernel import installation
from kokong.measures.walks import lent, showing
from kokong.measures.walks.reporting import answers
from tests.walks.conftest import Ground
from tests.walks.test_reporting import Reporting, faults, reporting
from tests.walks.test_showing import published, taken

__all__ = ["faults", "reporting"]
THERE = "https://fel.example/bild/7.jpg"


def show(ground: Ground, finding_id: int, picture_id: int) -> None:
    with ground.cast.acting(ground.cast.coordinator):
        showing.show(finding_id=finding_id, picture_id=picture_id, looked=True, now=ground.now)


def test_a_report_has_the_photo_that_everybody_sees_and_whoever_has_its_address_gets_it(
    reporting: Reporting,
) -> None:
    hidden, shown = taken(reporting.ground, reporting.finding_id), taken(reporting.ground, reporting.finding_id)
    show(reporting.ground, reporting.finding_id, shown)
    reporting.send()
    (given,) = reporting.faults.given
    address = given["media_url"]
    assert address.startswith(installation.current().url + "/m/walks/photo/")
    assert (f"-{shown}-" in address, f"-{hidden}-" in address) == (True, False)
    got = Client().get(urlsplit(address).path)
    assert (got.status_code, got["Content-Type"], got.content[:2]) == (200, "image/jpeg", b"\xff\xd8")
    assert reporting.later().media == "", "what they say back of ours is no picture of theirs"


def test_without_a_photo_that_everybody_sees_a_report_has_none(reporting: Reporting) -> None:
    taken(reporting.ground, reporting.finding_id)
    reporting.send()
    assert "media_url" not in reporting.faults.given[0]


def test_an_address_ends_and_holds_for_one_photo_that_everybody_still_sees(ground: Ground) -> None:
    _walk_id, number, _holder = ground.asked()
    picture_id, other = taken(ground, number), taken(ground, number)
    show(ground, number, picture_id)
    today = timezone.localdate(ground.now)
    with ground.cast.acting(ground.cast.coordinator):
        path = urlsplit(lent.address_of(picture_id=picture_id, today=today)).path
        ended = urlsplit(lent.address_of(picture_id=picture_id, today=today - lent.LASTS - timedelta(days=1))).path
        never = urlsplit(lent.address_of(picture_id=other, today=today)).path
        last = urlsplit(lent.address_of(picture_id=picture_id, today=today - lent.LASTS)).path
    flipped = path.replace(f"-{picture_id}-", f"-{other}-")
    longer = path.replace(f"{today + lent.LASTS:%Y%m%d}", f"{today + timedelta(days=400):%Y%m%d}")
    for each in (ended, never, flipped, longer, path[:-5] + "0.jpg", "/m/walks/photo/x.jpg"):
        assert Client().get(each).status_code == 404, each
    assert Client().get(path).status_code == Client().get(last).status_code == 200
    with ground.cast.acting(ground.cast.coordinator):
        showing.hide(finding_id=number, picture_id=picture_id)
    assert Client().get(path).status_code == 404


def test_our_own_requests_tell_of_the_photo(ground: Ground) -> None:
    _walk_id, number, _holder = ground.asked()
    published(ground)
    where = f"/m/open311/{ground.cast.home.code}/v2/requests/{number}.json"
    assert Client().get(where).json()[0]["media_url"] is None
    show(ground, number, taken(ground, number))
    (told,) = Client().get(where).json()
    assert Client().get(urlsplit(told["media_url"]).path).status_code == 200


def test_a_picture_of_theirs_is_a_link_that_says_where_it_leads_and_is_never_fetched(
    reporting: Reporting,
) -> None:
    reporting.faults.media = f"{reporting.faults.url}/picture.jpg"
    reporting.send()
    assert reporting.later().media == reporting.faults.media
    page = reporting.page
    assert f'href="{reporting.faults.media}" rel="noopener noreferrer nofollow"' in " ".join(page.split())
    assert "Picture at 127.0.0.1" in page
    assert f'src="{reporting.faults.media}"' not in page
    assert not [each for each in reporting.faults.asked if "picture" in each], "nobody but the reader goes there"
    reporting.faults.rows[0]["media_url"] = None
    assert reporting.later().media == reporting.faults.media, "what isn't told any more is kept"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (THERE, THERE),
        ("http://fel.example:8080/a?b=c", "http://fel.example:8080/a?b=c"),
        ("javascript:alert(1)", ""),
        ("data:image/png;base64,AA", ""),
        ("https://kommunen.example@fel.example/x", ""),
        ("https://fel.example:99999/x", ""),
        ("https:///x", ""),
        ("//fel.example/x", ""),
        ('https://fel.example/"><script>', ""),
        ("https://fel.example/\\x", ""),
        ("https://еxample.example/x", ""),
        ("https://fel.example/" + "x" * 500, ""),
        ("", ""),
    ],
)
def test_only_an_address_that_is_plain_is_kept(said: str, kept: str) -> None:
    assert answers.picture(said) == kept
