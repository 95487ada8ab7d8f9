"""Pictures are taken once, described, blurred for good, removed, and go with their subject."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from kokong.kernel import retention
from kokong.pictures import api, developing
from kokong.pictures.models import Content, Picture
from tests import roles
from tests.pictures.conftest import NOW, Album, opened, photo


def test_a_picture_is_taken_and_listed(album: Album) -> None:
    first = album.take(alt="  A box\n by  the road ")
    second = album.take(taken_at=NOW - timedelta(hours=1))
    with album.cast.acting(album.cast.coordinator):
        found = api.pictures_of(("box", 4))
        assert api.pictures_of(("box", 5)) == ()
    assert [each.id for each in found] == [first, second]
    assert (found[0].alt, found[0].width, found[0].height) == ("A box by the road", 64, 48)
    assert found[0].taken_by == album.cast.coordinator.user_id
    assert opened(album.content(first, "small")).size == (64, 48)
    assert album.cast.log(subject="picture")[0].action == "picture.taken"
    assert album.cast.log(subject="picture")[0].detail == {
        "of": "box", "number": 4, "bytes": len(photo()), "ending": "jpg",
    }  # fmt: skip


def test_a_list_loads_no_bytes(album: Album) -> None:
    album.take()
    with album.cast.acting(album.cast.coordinator):
        connection.force_debug_cursor = True
        before = len(connection.queries)
        api.pictures_of(("box", 4))
        asked = connection.queries[before:]
        connection.force_debug_cursor = False
    assert len(asked) == 1
    assert "pictures_content" not in asked[0]["sql"]


def test_what_a_phone_sends_twice_is_kept_once(album: Album) -> None:
    number = uuid4()
    first = album.take(client_id=number)
    assert album.take(client_id=number, alt="again") == first
    with album.cast.acting(album.cast.coordinator):
        api.remove(picture_id=first, now=NOW)
    assert album.take(client_id=number) == first
    with album.cast.acting(album.cast.coordinator):
        assert api.pictures_of(("box", 4)) == ()
        assert Content.objects.count() == 0


def test_two_tries_at_the_same_moment(album: Album, monkeypatch: pytest.MonkeyPatch) -> None:
    number, develop = uuid4(), developing.develop
    with album.cast.acting(album.cast.coordinator):

        def slowly(content: bytes) -> developing.Print:
            monkeypatch.setattr(developing, "develop", develop)
            album.take(client_id=number)
            return develop(content)

        monkeypatch.setattr(developing, "develop", slowly)
        album.take(client_id=number)
        assert Picture.objects.count() == 1


def test_a_picture_replaces_another(album: Album) -> None:
    first = album.take()
    second = album.take(replaces=first)
    with album.cast.acting(album.cast.coordinator):
        assert [each.id for each in api.pictures_of(("box", 4))] == [second]
        both = api.pictures_of(("box", 4), replaced=True)
        assert {each.id: each.replaced_by for each in both} == {first: second, second: None}
        api.remove(picture_id=second, now=NOW)
        assert [each.id for each in api.pictures_of(("box", 4))] == [first]
    with pytest.raises(api.Refused, match="something else"):
        album.take(of=6, replaces=first)


def test_a_picture_is_replaced_once_and_a_link_less_breaks_no_chain(album: Album) -> None:
    first = album.take()
    second = album.take(replaces=first)
    third = album.take(replaces=second)
    with pytest.raises(api.Refused, match="replaced already"):
        album.take(replaces=first)
    with album.cast.acting(album.cast.coordinator):
        api.remove(picture_id=second, now=NOW)
        assert [each.id for each in api.pictures_of(("box", 4))] == [third]


def test_a_subject_has_room_for_so_many(album: Album) -> None:
    for _ in range(3):
        last = album.take()
    with pytest.raises(api.Refused, match="3 pictures already"):
        album.take()
    album.take(replaces=last)
    album.take(of=6)


def test_refusals_keep_nothing(album: Album) -> None:
    with pytest.raises(api.Refused, match="Nothing of this kind"):
        album.take(subject=("dragon", 1))
    with pytest.raises(api.Refused, match="At most 300"):
        album.take(alt="x" * 301)
    with pytest.raises(api.Unopened):
        album.take(b"nothing")
    with pytest.raises(api.PictureMissing):
        album.take(replaces=999)
    with album.cast.acting(album.cast.coordinator):
        assert Picture.objects.count() == 0


def test_blurring_leaves_nothing_of_what_was_there(album: Album) -> None:
    picture_id = album.take(photo(400, 300))
    before = (album.content(picture_id), album.content(picture_id, "small"))
    with album.cast.acting(album.cast.coordinator):
        api.blur(picture_id=picture_id, regions=[api.Region(0.3, 0.3, 0.4, 0.4), api.Region(0.9, 0.9, 0, 0)])
        found = api.picture(picture_id=picture_id)
        (held,) = Content.objects.all()
    assert found.regions == (api.Region(0.3, 0.3, 0.4, 0.4),)
    assert bytes(held.large) != before[0]
    assert bytes(held.small) != before[1]
    for held_picture in (bytes(held.large), bytes(held.small)):
        colours = {colour_beside_the_middle(held_picture, side) for side in (-0.025, 0.025)}
        assert len(colours) == 2
        assert max(map(max, colours)) < 200, "the edge between red and green has gone"
    with album.cast.acting(album.cast.coordinator), pytest.raises(api.Refused, match="Mark what"):
        api.blur(picture_id=picture_id, regions=[])
    with album.cast.acting(album.cast.coordinator), pytest.raises(api.Refused, match="At most 40"):
        api.blur(picture_id=picture_id, regions=[api.Region(0, 0, 0.1, 0.1)] * 40)


def colour_beside_the_middle(content: bytes, side: float) -> tuple[int, int, int]:
    """What is seen at a part of the width to the right of the middle; left where `side` is below 0."""
    seen = opened(content)
    colour = seen.getpixel((round(seen.width * (0.5 + side)), seen.height // 2))
    assert isinstance(colour, tuple)
    red, green, blue = colour
    return int(red), int(green), int(blue)


def test_words_for_those_who_do_not_see_it(album: Album) -> None:
    picture_id = album.take(alt="")
    with album.cast.acting(album.cast.coordinator):
        api.describe(picture_id=picture_id, alt="A box\x00 with a lid")
        assert api.picture(picture_id=picture_id).alt == "A box with a lid"


def test_pictures_go_with_their_subject(album: Album) -> None:
    kept, gone = album.take(of=2), album.take(of=4)
    ended = album.take(of=6)
    with album.cast.acting(album.cast.coordinator):
        for box, since in ((4, 31), (6, 29)):
            api.end(subject=("box", box), now=NOW - timedelta(days=since))
        api.end(subject=("box", 2), now=NOW - timedelta(days=99))
        api.begin_again(subject=("box", 2))
    with roles.acting("worker"):
        outcomes = {o.rule: o.rows for o in retention.apply_all(now=NOW) if o.municipality == str(album.cast.home)}
    assert outcomes["pictures of a box"] == 1
    with album.cast.acting(album.cast.coordinator):
        assert set(Picture.objects.values_list("pk", flat=True)) == {kept, ended}
        assert not Content.objects.filter(picture_id=gone).exists()


def test_a_period_beyond_the_longest_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 730"):
        api.register(
            api.Subject("ship", lambda *_: True, lambda *_: True, said=str, page=str, days=731, purpose="?")
        )
