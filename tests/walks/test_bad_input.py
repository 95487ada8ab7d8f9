"""Photos of findings as phones send them, whatever they are: the finding stays, and only pixels are kept."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kokong.kernel.fields import Point
from kokong.measures.walks import api, rules
from kokong.measures.walks import models as rows
from kokong.pictures import api as pictures
from kokong.places import api as places
from tests.pictures.conftest import CAMERA, opened, photo
from tests.pictures.test_developing import bomb
from tests.walks.conftest import Ground
from tests.walks.test_phone import record, sent, today


def noted(ground: Ground, content: bytes, **given: Any) -> tuple[int, dict[str, str]]:
    """A finding that a phone sent, and what the server said of the photo taken with it."""
    walk_id, who = today(ground), ground.cast.visitor
    told = record(ground, walk_id, **given)
    assert sent(ground, told) == ["stored"]
    upload = {
        "id": uuid4(), "record": told["id"], "kind": "safety_walk", "subject": walk_id, "at": told["at"],
        "pass": "", "digest": sha256(content).hexdigest(), "device": uuid4(), "user": who.user_id,
        "municipality": ground.cast.home.pk, "photo": SimpleUploadedFile("IMG_1.HEIC", content),
    }  # fmt: skip
    (result,) = ground.cast.client(who).post("/field/api/photo", upload).json()["results"]
    with ground.cast.acting(ground.cast.coordinator):
        return rows.Finding.objects.get(client_id=told["id"]).pk, result


def kept(ground: Ground, finding_id: int) -> list[bytes]:
    with ground.cast.acting(ground.cast.coordinator):
        found = pictures.pictures_of(("finding", finding_id))
        return [pictures.content(each.id, "large") for each in found]


def test_a_heic_of_forty_megapixels_is_kept_small(ground: Ground) -> None:
    number, result = noted(ground, Path(__file__).with_name("large.heic").read_bytes())  # 7,296 by 5,472
    assert result["status"] == "stored"
    (content,) = kept(ground, number)
    assert opened(content).format == "JPEG"
    assert max(opened(content).size) <= 2_048


@pytest.mark.parametrize(
    ("content", "said"), [(b"not a photo at all", "no photo"), (bomb(), "64 million"), (photo()[:200], "cut off")],
    ids=["none", "bomb", "cut"],
)  # fmt: skip
def test_what_is_no_picture_is_refused_in_words_and_its_finding_stays(
    ground: Ground, content: bytes, said: str
) -> None:
    number, result = noted(ground, content)
    assert (result["status"], said in result["message"]) == ("refused", True), result
    assert kept(ground, number) == []
    assert ground.finding(number).feels == "Mörkt"


def test_a_place_in_the_photo_is_neither_kept_nor_believed(ground: Ground) -> None:
    content = photo(640, 480)  # taken in Kalmar, as its EXIF says
    assert Image.open(BytesIO(content)).getexif().get_ifd(0x8825)
    number, result = noted(ground, content)
    assert result["status"] == "stored"
    (held,) = kept(ground, number)
    assert not opened(held).getexif()
    assert CAMERA.encode() not in held
    found = ground.finding(number)
    assert rules.distance(found.point, ground.spot()) < 1, "the place is the one that the phone said"


def test_a_place_off_by_a_kilometre_is_kept_and_doubted_until_it_is_corrected(ground: Ground) -> None:
    far = Point(ground.spot().x, ground.spot().y - 1_000)
    with ground.cast.acting(ground.cast.coordinator):
        lon, lat = places.degrees(x=[far.x], y=[far.y])
    told = record(ground, today(ground), lon=float(lon[0]), lat=float(lat[0]), accuracy=900.0)
    assert sent(ground, told) == ["stored"], "nothing is lost because a phone was wrong"
    with ground.cast.acting(ground.cast.coordinator):
        (found,) = api.findings(walk_id=told["safety_walk"])
    assert found.doubts == ("far", "vague")
    with ground.cast.acting(ground.cast.coordinator):
        right = api.Noted(found.category, found.feels, ground.spot())
        api.correct(finding_id=found.id, noted=right, shown="Mörkt.")
    assert "far" not in ground.finding(found.id).doubts
