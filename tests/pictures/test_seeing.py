"""Who sees a picture: whoever sees its subject, in its municipality, under its authority, and nobody else."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kokong.kernel import tenancy
from kokong.pictures import api, subjects
from kokong.pictures.models import Content, Picture
from tests.pictures.conftest import NOW, Album, opened, photo


def ask(client: Client, picture_id: int, size: str = "large") -> int:
    return client.get(reverse("pictures:image", args=[picture_id, size])).status_code


CAST = ("officer", "coordinator", "visitor", "contact_person", "resident", "auditor", "alarm_operator", "stranger",
        "walker", "commuter", "commuter_elsewhere")  # fmt: skip


def test_the_whole_cast(album: Album) -> None:
    even, odd = album.take(of=4), album.take(of=5)
    seen = {who: [ask(album.cast.client(getattr(album.cast, who)), each) for each in (even, odd)] for who in CAST}
    assert seen == {
        "officer": [200, 200], "coordinator": [200, 200], "walker": [200, 200],
        "visitor": [200, 404], "commuter": [200, 404],
        "contact_person": [403, 403], "resident": [403, 403], "auditor": [403, 403], "alarm_operator": [403, 403],
        "stranger": [404, 404], "commuter_elsewhere": [404, 404],
    }  # fmt: skip
    assert Client().get(reverse("pictures:image", args=[even, "large"])).status_code == 302


def test_a_kind_that_nobody_registered_any_more_sees_nobody(album: Album, monkeypatch: pytest.MonkeyPatch) -> None:
    picture_id = album.take()
    monkeypatch.delitem(subjects._SUBJECTS, "box")
    assert ask(album.cast.client(album.cast.coordinator), picture_id) == 404


def test_what_the_police_keep_the_database_shows_to_nobody_else(album: Album) -> None:
    with album.cast.acting(album.cast.officer):
        picture_id = api.take(content=photo(), name="x.jpg", subject=("safe", 1), alt="", now=NOW)
    assert ask(album.cast.client(album.cast.officer), picture_id) == 200
    assert ask(album.cast.client(album.cast.coordinator), picture_id) == 404
    with album.cast.acting(album.cast.coordinator):
        assert not Picture.objects.exists()
        assert not Content.objects.exists()


def test_the_next_municipality(album: Album) -> None:
    picture_id = album.take(client_id=(number := uuid4()))
    with album.cast.acting(album.cast.stranger):
        assert not Picture.objects.exists()
        assert not Content.objects.exists()
        for deed in (
            lambda: api.content(picture_id, "small"),
            lambda: api.describe(picture_id=picture_id, alt="mine"),
            lambda: api.blur(picture_id=picture_id, regions=[api.Region(0, 0, 1, 1)]),
            lambda: api.remove(picture_id=picture_id, now=NOW),
        ):
            with pytest.raises(api.PictureMissing):
                deed()
        assert api.taken_before(client_id=number) is None
    with tenancy.scope(municipality_id=None, user_id=album.cast.coordinator.user_id):
        assert not Picture.objects.exists()


def test_how_it_is_served(album: Album) -> None:
    picture_id = album.take(photo(1000, 500))
    client = album.cast.client(album.cast.visitor)
    large, small = (client.get(reverse("pictures:image", args=[picture_id, size])) for size in ("large", "small"))
    assert (opened(large.content).size, opened(small.content).size) == ((1000, 500), (320, 160))
    assert large["Content-Type"] == "image/jpeg"
    assert large["Cache-Control"].startswith("private")
    assert large["X-Content-Type-Options"] == "nosniff"
    assert large["Content-Disposition"].startswith("inline")
    assert ask(client, picture_id, "original") == 404
    assert ask(client, 999_999) == 404


def test_looking_closely_is_logged(album: Album) -> None:
    picture_id = album.take()
    client = album.cast.client(album.cast.visitor)
    ask(client, picture_id, "small")
    assert [line.action for line in album.cast.log(subject="picture")] == ["picture.taken"]
    ask(client, picture_id)
    line = album.cast.log(subject="picture")[0]
    assert (line.action, line.rows, line.user_id) == (
        "picture.seen", (picture_id,), album.cast.visitor.user_id,
    )  # fmt: skip


def test_nothing_of_a_removed_picture_is_served(album: Album) -> None:
    picture_id = album.take()
    with album.cast.acting(album.cast.coordinator):
        api.remove(picture_id=picture_id, now=NOW)
        (row,) = Picture.objects.all()
        assert (row.alt, row.taken_by, Content.objects.count()) == ("", None, 0)
    assert ask(album.cast.client(album.cast.coordinator), picture_id) == 404
