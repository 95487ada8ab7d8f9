"""What is done to a picture in a process of its own: opened, turned, made smaller, freed of all that it tells.

Run by `kokong.tables.apart`, so it imports neither Django nor anything of ours but plain rules.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, BinaryIO, Final

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from .rules import MOST_PIXELS, SIDES

FORMATS: Final = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")
MOVING: Final = {"PNG", "WEBP", "AVIF"}  # other formats hold several pictures that are no film
BEGINNINGS: Final = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF")
QUALITY: Final = 82
GRAINS: Final = 3
"""A blurred rectangle is left with so many colours along its longer side: too few to tell a face or a number."""


class Spoilt(Exception):
    """The file gives no picture; a code says why."""


def developed(file: BinaryIO) -> Iterator[Any]:
    """The picture in a file, in both sizes, as plain values; or why there is none."""
    try:
        yield _said(_print(_opened(file.read())))
    except Spoilt as error:
        yield {"fault": str(error)}


def blurred(file: BinaryIO, *, regions: Sequence[Sequence[float]]) -> Iterator[Any]:
    """One of our own pictures with rectangles made unrecognisable."""
    try:
        picture = _print(_opened(file.read()))
        for region in regions:
            _smear(picture, region)
        yield _said(picture)
    except Spoilt as error:
        yield {"fault": str(error)}


def _opened(content: bytes) -> Image.Image:
    from pi_heif import register_heif_opener

    if not content:
        raise Spoilt("empty")
    register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None  # told by us, below, before a pixel is unpacked
    try:
        picture = Image.open(BytesIO(content), formats=FORMATS)
    except UnidentifiedImageError as error:
        known = content.startswith(BEGINNINGS) or content[4:8] == b"ftyp"
        raise Spoilt("broken" if known else "strange") from error
    except (OSError, ValueError, SyntaxError, RuntimeError, EOFError) as error:
        raise Spoilt("broken") from error
    if picture.width * picture.height > MOST_PIXELS:
        raise Spoilt("huge")
    if picture.format in MOVING and getattr(picture, "is_animated", False):
        raise Spoilt("moving")
    return picture


def _print(negative: Image.Image) -> Image.Image:
    """The picture upright, in ordinary colours and at its largest size."""
    try:
        if negative.mode not in {"RGB", "L", "CMYK", "YCbCr"}:
            negative = _plain(negative)
        negative.thumbnail((SIDES["large"], SIDES["large"]), Image.Resampling.LANCZOS, reducing_gap=3.0)
        return _colours(ImageOps.exif_transpose(negative))
    except (OSError, ValueError, SyntaxError, RuntimeError, EOFError, IndexError) as error:
        raise Spoilt("broken") from error


def _plain(picture: Image.Image) -> Image.Image:
    """Without palette, on white where it lets something through, in eight bits."""
    turned = ImageOps.exif_transpose(picture)
    if turned.mode.startswith("I"):
        return turned.point(lambda value: value * (1 / 256)).convert("L")
    if turned.has_transparency_data:
        over = turned.convert("RGBA")
        under = Image.new("RGBA", over.size, "white")
        return Image.alpha_composite(under, over).convert("RGB")
    return turned.convert("RGB")


def _colours(picture: Image.Image) -> Image.Image:
    """In the colours of the web: the profile that says otherwise goes with all the rest."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode == "RGB":
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB")) or picture
        except (ImageCms.PyCMSError, OSError):
            return picture  # a profile that can't be read is none
    return picture.convert("RGB")


def _smear(picture: Image.Image, region: Sequence[float]) -> None:
    x, y, width, height = region
    box = (
        int(x * picture.width),
        int(y * picture.height),
        min(picture.width, int((x + width) * picture.width) + 1),
        min(picture.height, int((y + height) * picture.height) + 1),
    )
    part = picture.crop(box)
    longest = max(part.size)
    few = (max(1, round(GRAINS * part.width / longest)), max(1, round(GRAINS * part.height / longest)))
    picture.paste(part.resize(few, Image.Resampling.BOX).resize(part.size, Image.Resampling.BICUBIC), box)


def _said(picture: Image.Image) -> dict[str, Any]:
    small = picture.copy()
    small.thumbnail((SIDES["small"], SIDES["small"]), Image.Resampling.LANCZOS)
    sizes = {"large": picture, "small": small}
    told = {size: b64encode(_jpeg(each)).decode() for size, each in sizes.items()}
    return {"width": picture.width, "height": picture.height, **told}


def _jpeg(picture: Image.Image) -> bytes:
    """The pixels alone: a new picture has nothing of what the old one told beside them."""
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    out = BytesIO()
    clean.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()
