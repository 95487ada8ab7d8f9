"""Photos of findings that everybody sees, and those that nobody but the desk does."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from kokong.kernel.errors import UserError
from kokong.measures.walks import paper, public, showing
from kokong.pictures import api as pictures
from kokong.public import api as site
from tests.pictures.conftest import CAMERA, photo
from tests.walks.conftest import Ground


def taken(ground: Ground, number: int, *, alt: str = "En släckt lampa") -> int:
    """A photo of a finding, as a phone sends it: with its camera and its place."""
    with ground.cast.acting(ground.cast.coordinator):
        return pictures.take(
            content=photo(640, 480), name="IMG.JPG", subject=("finding", number), alt=alt, now=ground.now
        )


def published(ground: Ground) -> None:
    """Everybody may read the page of walks."""
    with ground.cast.acting(ground.cast.coordinator) as actor:
        site.publish(name="walks", user_id=actor.user_id, now=ground.now)


def test_a_photo_is_shown_to_everybody_once_somebody_has_looked(ground: Ground) -> None:
    walk_id, number, _holder = ground.asked()
    picture_id = taken(ground, number)
    published(ground)
    address, page = f"/k/havsvik/walks/picture-{picture_id}.jpg", f"/k/havsvik/walks/{walk_id}/"
    assert Client().get(address).status_code == 404
    browser = ground.cast.client(ground.cast.coordinator)
    show = reverse("walks:show-photo", args=[number, picture_id])
    assert "Look at it first" in browser.post(show, follow=True).content.decode()
    assert Client().get(address).status_code == 404
    assert "Everybody sees it now" in browser.post(show, {"looked": "on"}, follow=True).content.decode()
    got = Client().get(address)
    content = b"".join(got.streaming_content) if got.streaming else got.content  # type: ignore[attr-defined]
    assert (got.status_code, got["Content-Type"]) == (200, "image/jpeg")
    assert CAMERA.encode() not in content
    assert not Image.open(BytesIO(content)).getexif()
    assert f"picture-{picture_id}.jpg" in Client().get(page).content.decode()
    browser.post(reverse("walks:hide-photo", args=[number, picture_id]))
    with ground.cast.acting(ground.cast.coordinator):
        assert showing.jpeg(picture_id) is None


def test_the_protocol_has_the_photos_that_everybody_sees_and_no_others(ground: Ground) -> None:
    walk_id, number, _holder = ground.asked()
    shown, kept = taken(ground, number), taken(ground, number, alt="En granne")
    with ground.cast.acting(ground.cast.coordinator):
        showing.show(finding_id=number, picture_id=shown, looked=True, now=ground.now)
        assert list(paper.photos(walk_id=walk_id)) == [f"photo-{shown}.jpg"]
        (row,) = paper.data(walk_id=walk_id)["rows"]
        with_photo = paper.protocol(walk_id=walk_id)
        showing.hide(finding_id=number, picture_id=shown)
        without = paper.protocol(walk_id=walk_id)
    assert row["photos"] == [{"file": f"photo-{shown}.jpg", "alt": "En släckt lampa"}]
    assert (with_photo.count(b"/Subtype/Image") + with_photo.count(b"/Subtype /Image") > 0, kept > shown) == (
        True, True,
    )  # fmt: skip
    assert without.count(b"/Subtype/Image") + without.count(b"/Subtype /Image") == 0


def test_without_words_and_of_something_else_it_is_not_shown(ground: Ground) -> None:
    _walk_id, number, _holder = ground.asked()
    silent = taken(ground, number, alt="")
    other = ground.note(ground.planned())
    with ground.cast.acting(ground.cast.coordinator):
        with pytest.raises(UserError, match="in words what it shows"):
            showing.show(finding_id=number, picture_id=silent, looked=True, now=ground.now)
        with pytest.raises(UserError, match="no such photo"):
            showing.show(finding_id=other, picture_id=silent, looked=True, now=ground.now)


def test_a_photo_that_is_removed_or_joined_away_is_seen_by_nobody(ground: Ground) -> None:
    walk_id, number, _holder = ground.asked()
    picture_id = taken(ground, number)
    with ground.cast.acting(ground.cast.coordinator):
        showing.show(finding_id=number, picture_id=picture_id, looked=True, now=ground.now)
        assert showing.jpeg(picture_id) is not None
        pictures.remove(picture_id=picture_id, now=ground.now)
        assert showing.jpeg(picture_id) is None
        assert public.one(str(walk_id), "sv", ground.now)["lines"][0].photos == ()  # type: ignore[index]
