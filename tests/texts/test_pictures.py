"""Pictures in texts: with words or not at all, seen by everybody only where a published text holds them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kokong.pictures import api as pictures
from kokong.pictures.rules import MOST_BYTES
from kokong.texts import album, api, marking
from kokong.texts.values import Refused, Text, Words
from tests.cast import Cast
from tests.pictures.conftest import CAMERA, opened, photo
from tests.texts import NOW, move

ADDRESS = "/texts/picture/"
JSON = {"accept": "application/json"}


def taken(cast: Cast, who: Any = None, content: bytes = b"") -> int:
    with cast.acting(who or cast.coordinator):
        return album.take(content=content or photo(), name="vandring.jpg", alt="Vandrare vid en lykta", now=NOW)


def words(number: int, alt: str = "Vandrare vid en lykta") -> Words:
    return Words("Vandring", "", f"Så här såg det ut.\n\n![{alt}](picture:{number})")


def publish(cast: Cast) -> None:
    cast.client(cast.coordinator).post("/public-pages/news/publish/")


def send(client: Client, content: bytes, *, alt: str = "En lykta", **more: Any) -> Any:
    file = SimpleUploadedFile("bild.jpg", content, "image/jpeg")
    return client.post(ADDRESS, {"picture": file, "alt": alt}, **more)


def test_everybody_sees_a_picture_while_a_published_text_holds_it(cast: Cast, write: Callable[..., Text]) -> None:
    publish(cast)
    number = taken(cast)
    text = write(words=words(number))
    address = f"/k/havsvik/news/picture-{number}.jpg"
    assert Client().get(address).status_code == 404
    move(cast, cast.coordinator, text, "publish")
    shown = Client().get("/k/havsvik/news/vandring/").content.decode()
    assert f'src="{address}"' in shown
    assert 'alt="Vandrare vid en lykta"' in shown
    assert 'loading="lazy"' in shown
    assert 'width="64"' in shown
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert CAMERA.encode() not in answer.content
    assert opened(answer.content).size == (64, 48)
    assert not answer.cookies
    assert answer["Cache-Control"].startswith("public")
    assert Client().get(f"/k/havsvik/advice/picture-{number}.jpg").status_code == 404
    assert Client().get(f"/k/norrsund/news/picture-{number}.jpg").status_code == 404
    feed = Client().get("/k/havsvik/news.json").json()
    assert f"/k/havsvik/news/picture-{number}.jpg" in feed["items"][0]["content_html"]
    assert 'src="picture-' not in json.dumps(feed)
    move(cast, cast.coordinator, text, "take_back")
    assert Client().get(address).status_code == 404


def test_a_number_is_no_beginning_of_another(cast: Cast, write: Callable[..., Text]) -> None:
    publish(cast)
    number = taken(cast)
    move(cast, cast.coordinator, write(words=words(number)), "publish")
    beginning = str(number)[:-1] or "0"
    assert Client().get(f"/k/havsvik/news/picture-{beginning}.jpg").status_code == 404
    assert Client().get(f"/k/havsvik/news/picture-{number}0.jpg").status_code == 404
    assert Client().get(f"/k/havsvik/news/picture-{10**30}.jpg").status_code == 404


def test_a_picture_that_a_text_needs_cant_vanish(cast: Cast, write: Callable[..., Text]) -> None:
    number = taken(cast)
    text = write(words=words(number))
    browser = cast.client(cast.coordinator)
    assert browser.get(f"/pictures/{number}/large/").status_code == 200
    assert browser.post(f"/pictures/{number}/remove/").status_code == 404
    with cast.acting(cast.coordinator) as actor:
        api.rewrite(text_id=text.id, words=Words("Vandring", "", "Utan."), based_on=1, actor=actor, now=NOW)
    assert browser.post(f"/pictures/{number}/remove/").status_code == 302
    assert browser.get(f"/pictures/{number}/large/").status_code == 404


@pytest.mark.parametrize("alt", ["", "  ", " \n "])
def test_without_words_no_text_holds_a_picture(cast: Cast, write: Callable[..., Text], alt: str) -> None:
    number = taken(cast)
    with pytest.raises(Refused, match="what picture") as said:
        write(words=words(number, alt=alt))
    assert said.value.field == "body"
    with cast.acting(cast.coordinator), pytest.raises(Refused, match="what the picture shows"):
        album.take(content=photo(), name="x.jpg", alt=alt, now=NOW)


def test_a_picture_of_another_municipality_is_none(cast: Cast, write: Callable[..., Text]) -> None:
    number = taken(cast, cast.stranger)
    with pytest.raises(Refused, match=f"no picture {number} here"):
        write(words=words(number))
    with cast.acting(cast.coordinator):
        assert "<img" not in words(number).html


def test_what_is_no_texts_picture_is_shown_in_none(cast: Cast, write: Callable[..., Text]) -> None:
    with cast.acting(cast.coordinator):
        number = pictures.take(content=photo(), name="x.jpg", subject=("sign", 1), alt="En skylt", now=NOW)
    with pytest.raises(Refused, match="no picture"):
        write(words=words(number))


def test_the_editor_is_told_the_address_or_what_is_wrong(cast: Cast) -> None:
    browser = cast.client(cast.coordinator)
    answer = send(browser, photo(), headers=JSON)
    assert answer.status_code == 200
    assert answer.json()["alt"] == "En lykta"
    assert marking.pictures(f"![x]({answer.json()['src']})")
    answer = send(browser, photo(), alt=" ", headers=JSON)
    assert (answer.status_code, answer.json()["field"]) == (422, "alt")
    answer = send(browser, b"no picture", headers=JSON)
    assert (answer.status_code, answer.json()["field"]) == (422, "picture")
    assert answer.json()["problem"]


def test_a_photo_of_20_mb_is_taken_and_one_of_30_is_refused_with_words(cast: Cast) -> None:
    browser = cast.client(cast.coordinator)
    assert send(browser, photo() + bytes(20 * 2**20), headers=JSON).status_code == 200
    answer = send(browser, photo() + bytes(MOST_BYTES - len(photo()) + 1), headers=JSON)
    assert (answer.status_code, answer.json()["field"]) == (422, "picture")
    assert "25 MB" in answer.json()["problem"]
    assert send(browser, bytes(30 * 2**20), headers=JSON).status_code == 413


def test_without_script_a_person_is_told_what_to_write(cast: Cast) -> None:
    answer = send(cast.client(cast.coordinator), photo()).content.decode()
    assert "![En lykta](picture:" in answer


def test_words_of_a_foreign_picture_stay_and_nothing_else() -> None:
    made = marking.html("![En \\*lykta\\*](https://ond.se/x.png) ![b](data:image/png;base64,AA) ![c](picture:17)")
    assert made == "<p>En *lykta* b c</p>\n" or made.startswith("<p>En *lykta* ![b]")
    assert "ond.se" not in made
    assert "<img" not in made
    assert marking.pictures("![a](picture:17) ![b](picture:017) ![c](picture:17x) ![d](PICTURE:18)") == (
        (17, "a"),
    )
