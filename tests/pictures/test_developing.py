"""Strangers' files: what they tell is gone, what they are worth to an attacker is nothing."""

import zlib
from io import BytesIO
from pathlib import Path
from struct import pack

import pytest
from PIL import Image, PngImagePlugin

from kokong.pictures import darkroom, developing, rules
from kokong.tables.apart import Limits, Stopped
from tests.pictures.conftest import CAMERA, GREEN, RED, opened, photo

HEIC = (Path(__file__).parent / "photo.heic").read_bytes()


def near(seen: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(seen, tuple)
    return all(abs(one - other) < 25 for one, other in zip(seen, colour, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "MPO"])
def test_nothing_but_pixels_stays(kind: str) -> None:
    sent = photo(kind=kind)
    assert CAMERA.encode() in sent
    made = developing.develop(sent)
    for content in (made.large, made.small):
        seen = opened(content)
        assert (seen.format, seen.size) == ("JPEG", (64, 48))
        assert not seen.getexif()
        assert set(seen.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }
        assert CAMERA.encode() not in content
        assert near(seen.getpixel((8, 24)), RED)
        assert near(seen.getpixel((56, 24)), GREEN)


def test_a_picture_of_an_iphone() -> None:
    assert b"Hemlig Telefon" in HEIC
    made = developing.develop(HEIC)
    assert b"Hemlig" not in made.large
    assert opened(made.large).size == (64, 48)
    assert near(opened(made.large).getpixel((8, 24)), RED)


def test_comments_and_xmp_go(tmp_path: Path) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>56.66, 16.36</x:xmpmeta>")
    for sent in (photo(comment=b"Storgatan 3"), photo(kind="PNG", pnginfo=text), photo(xmp=b"<x:xmpmeta>56.66")):
        made = developing.develop(sent)
        assert b"Storgatan" not in made.large + made.small
        assert b"xmp" not in made.large + made.small


@pytest.mark.parametrize(("turned", "size"), [(1, (64, 48)), (3, (64, 48)), (6, (48, 64)), (8, (48, 64))])
def test_a_picture_stands_upright(turned: int, size: tuple[int, int]) -> None:
    made = developing.develop(photo(turned=turned))
    seen = opened(made.large)
    assert seen.size == size == (made.width, made.height)
    corner = {1: (4, 4), 3: (60, 44), 6: (24, 4), 8: (24, 60)}[turned]
    assert near(seen.getpixel(corner), RED)


def test_large_ones_are_made_smaller_and_small_ones_stay() -> None:
    made = developing.develop(photo(4000, 3000))
    assert opened(made.large).size == (1600, 1200)
    assert opened(made.small).size == (320, 240)
    assert opened(developing.develop(photo(10, 4000)).large).size == (4, 1600)
    assert opened(developing.develop(photo(1, 1)).small).size == (1, 1)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_colours(mode: str) -> None:
    out = BytesIO()
    kind = "TIFF" if mode == "PA" else "JPEG" if mode == "CMYK" else "PNG"
    if mode == "PA":
        picture = Image.new("P", (9, 9))
        picture.save(out, "PNG", transparency=0)
    else:
        Image.new(mode, (9, 9)).save(out, kind)
    seen = opened(developing.develop(out.getvalue()).large)
    assert (seen.mode, seen.size) == ("RGB", (9, 9))
    expected = {"LA": 255, "RGBA": 255, "PA": 255, "CMYK": 255}.get(mode, 0)
    assert near(seen.getpixel((4, 4)), (expected, expected, expected))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
FILM = [Image.new("RGB", (8, 8), colour) for colour in (RED, GREEN)]


def film(kind: str) -> bytes:
    out = BytesIO()
    FILM[0].save(out, kind, save_all=True, append_images=FILM[1:])
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of 30,000 by 30,000 in 200 bytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + name + body + pack(">I", zlib.crc32(name + body))

    head = pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 999))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"hello", "no photo"),
        (SVG, "no photo"),
        (b"%PDF-1.7\n1 0 obj", "no photo"),
        (film("GIF"), "no photo"),
        (film("PNG"), "stands still"),
        (film("WEBP"), "stands still"),
        (photo()[:-400], "cut off"),
        (photo()[:30], "cut off"),
        (photo(kind="PNG")[:-60], "cut off"),
        (HEIC[:-200], "cut off"),
        (b"\xff\xd8\xff" + b"x" * 999, "cut off"),
        (bomb(), "64 million"),
        (b"\xff" * (rules.MOST_BYTES + 1), "25 MB"),
    ],
    ids=[
        "empty", "text", "svg", "pdf", "gif", "png film", "webp film", "cut", "cut early", "png cut", "heic cut",
        "noise", "bomb", "large",
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(developing.Unopened, match=words):
        developing.develop(content)


def test_a_picture_that_takes_too_much_costs_its_own_process_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(developing, "LIMITS", Limits(memory=200 << 20))
    with pytest.raises(developing.Unopened, match="takes too much"):
        developing.develop(photo(7000, 7000, where=False, kind="PNG"))


def test_what_could_not_be_opened_just_now_may_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object, **__: object) -> object:
        raise Stopped("busy")

    monkeypatch.setattr(developing, "apart", busy)
    with pytest.raises(developing.Busy, match="Try again"):
        developing.develop(photo())


@pytest.mark.parametrize(
    "told",
    [
        None, [], {}, {"fault": "no such"}, {"width": 1, "height": 1, "large": "!", "small": ""},
        {"width": 1, "height": 1, "large": "PHN2Zz4=", "small": "PHN2Zz4="},
    ],
)  # fmt: skip
def test_a_process_that_was_taken_over_is_not_believed(told: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(developing, "apart", lambda *_, **__: iter([told]))
    with pytest.raises(developing.Unopened, match="damaged"):
        developing.develop(photo())


def spread(grey: Image.Image) -> float:
    darkest, brightest = grey.getextrema()
    assert isinstance(darkest, float | int)
    assert isinstance(brightest, float | int)
    return brightest - darkest


def test_what_is_blurred_can_not_be_told() -> None:
    stripes = Image.new("RGB", (400, 200), "white")
    for column in range(0, 400, 8):
        stripes.paste((0, 0, 0), (column, 0, column + 4, 200))
    out = BytesIO()
    stripes.save(out, "PNG")
    made = developing.develop(out.getvalue())
    seen = opened(developing.blur(made.large, [rules.Region(0.25, 0.25, 0.5, 0.5)]).large).convert("L")
    inside, outside = seen.crop((110, 60, 290, 140)), seen.crop((0, 60, 90, 140))
    assert spread(inside) < 30
    assert spread(outside) > 200
    assert darkroom.GRAINS <= 3
