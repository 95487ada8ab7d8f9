"""Pictures are added, described, blurred and removed on pages; the panel shows them."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.urls import reverse

from kokong.people.api import Actor
from kokong.pictures import api, rules
from kokong.pictures.forms import AddForm, BlurForm, PictureField
from kokong.pictures.models import Picture
from tests.pictures.conftest import Album, opened, photo

ADD = reverse("pictures:add", args=["box", 4])


def sent(content: bytes, **more: Any) -> dict[str, Any]:
    return {"picture": SimpleUploadedFile("IMG_1.HEIC", content, "image/heic"), **more}


def panel(album: Album, actor: Actor, box: int = 4, kind: str = "box") -> str:
    with album.cast.acting(actor):
        template = Template("{% load pictures %}{% pictures kind box %}")
        return template.render(Context({"actor": actor, "kind": kind, "box": box}))


def test_a_picture_is_added_on_a_page(album: Album) -> None:
    client = album.cast.client(album.cast.coordinator)
    page = client.get(ADD).content.decode()
    assert "Box 4" in page
    assert 'accept="image/*,.heic,.heif"' in page
    assert client.post(ADD, sent(photo(), alt="A lid"))["Location"] == "/"
    with album.cast.acting(album.cast.coordinator):
        (found,) = api.pictures_of(("box", 4))
    assert (found.alt, found.taken_by) == ("A lid", album.cast.coordinator.user_id)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"no picture", "This is no photo"), (photo()[:-300], "cut off")],
    ids=["empty", "text", "cut"],
)
def test_what_is_no_picture_is_said_beside_the_field(album: Album, content: bytes, words: str) -> None:
    client = album.cast.client(album.cast.coordinator)
    answer = client.post(ADD, sent(content, alt="A lid"))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "A lid" in answer.content.decode()
    assert client.post(ADD, {"alt": "A lid"}).status_code == 422
    with album.cast.acting(album.cast.coordinator):
        assert not Picture.objects.exists()


def test_too_large_a_file_is_refused_before_it_is_opened(album: Album, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AddForm.base_fields["picture"], "most", 100)
    answer = album.cast.client(album.cast.coordinator).post(ADD, sent(photo()))
    assert "larger than 25 MB" in answer.content.decode()


def test_a_body_beyond_all_is_refused_by_its_head(album: Album) -> None:
    head = {"CONTENT_LENGTH": str(2 * rules.MOST_BYTES)}
    answer = album.cast.client(album.cast.coordinator).post(ADD, sent(b"x"), **head)  # type: ignore[arg-type]
    assert answer.status_code == 413


def test_who_only_sees_changes_nothing(album: Album) -> None:
    picture_id = album.take()
    client = album.cast.client(album.cast.visitor)
    pages = {name: reverse(f"pictures:{name}", args=[picture_id]) for name in ("picture", "blur", "remove")}
    assert client.get(ADD).status_code == 404
    assert client.post(ADD, sent(photo())).status_code == 404
    assert client.get(pages["picture"]).status_code == 200
    assert 'name="alt"' not in client.get(pages["picture"]).content.decode()
    assert client.post(pages["picture"], {"alt": "mine"}).status_code == 404
    assert client.get(pages["blur"]).status_code == 404
    assert client.post(pages["blur"], {"regions": "[[0,0,1,1]]"}).status_code == 404
    assert client.post(pages["remove"]).status_code == 404
    with album.cast.acting(album.cast.coordinator):
        (found,) = api.pictures_of(("box", 4))
    assert (found.alt, found.regions) == ("A box", ())


def test_a_box_that_is_not_there(album: Album) -> None:
    client = album.cast.client(album.cast.coordinator)
    for about in (["box", 500], ["dragon", 4]):
        assert client.get(reverse("pictures:add", args=about)).status_code == 404


def test_described_blurred_and_removed(album: Album) -> None:
    picture_id = album.take(photo(400, 300))
    client = album.cast.client(album.cast.coordinator)
    page = reverse("pictures:picture", args=[picture_id])
    assert client.post(page, {"alt": "En låda"})["Location"] == page
    assert client.post(page, {"alt": "x" * 301}).status_code == 422
    assert "En låda" in client.get(page).content.decode()
    blur = reverse("pictures:blur", args=[picture_id])
    assert "kk-blur" in client.get(blur).content.decode()
    assert client.post(blur, {"regions": "", "x": ""}).status_code == 422
    assert (
        client.post(blur, {"regions": "[[0,0,0.2,0.2]]", "x": "50", "width": "25", "height": "10"}).status_code
        == 302
    )
    with album.cast.acting(album.cast.coordinator):
        found = api.picture(picture_id=picture_id)
    assert found.regions == (api.Region(0, 0, 0.2, 0.2), api.Region(0.5, 0, 0.25, 0.1))
    assert client.post(reverse("pictures:remove", args=[picture_id]))["Location"] == "/"
    assert client.get(page).status_code == 404
    assert client.post(reverse("pictures:remove", args=[picture_id])).status_code == 404


@pytest.mark.parametrize(
    "regions", ["{", "7", '[["a",1,2,3]]', "[[1,2]]", "[null]", "[" * 3000, f"[[{'9' * 400},0,1,1]]"]
)
def test_rectangles_that_no_page_of_ours_writes(regions: str) -> None:
    form = BlurForm({"regions": regions})
    assert not form.is_valid()
    assert "regions" in form.errors


def test_no_more_rectangles_are_kept_than_may_be_blurred() -> None:
    form = BlurForm({"regions": json.dumps([[0, 0, 1, 1]] * 300), "x": "1"})
    assert form.is_valid()
    assert len(form.wanted) == rules.MOST_REGIONS + 1


def test_the_panel(album: Album) -> None:
    picture_id = album.take(alt="")
    other = album.take(alt="<b>lid</b>")
    shown = panel(album, album.cast.coordinator)
    assert "Add a picture" in shown
    assert "&lt;b&gt;lid" in shown
    assert "Not described yet" in shown
    for each in (picture_id, other):
        assert reverse("pictures:image", args=[each, "small"]) in shown
    assert "Add a picture" not in panel(album, album.cast.visitor)
    assert "No pictures yet" in panel(album, album.cast.coordinator, 6)
    for nobody in (panel(album, album.cast.visitor, 5), panel(album, album.cast.coordinator, 4, "dragon")):
        assert nobody.strip() == ""


def test_the_field_opens_the_camera_where_asked() -> None:
    assert PictureField(camera=True).widget.attrs["capture"] == "environment"
    assert "capture" not in PictureField().widget.attrs


def test_what_is_shown_is_small(album: Album) -> None:
    picture_id = album.take(photo(2000, 1000))
    client = album.cast.client(album.cast.visitor)
    assert opened(client.get(reverse("pictures:image", args=[picture_id, "small"])).content).size == (320, 160)
