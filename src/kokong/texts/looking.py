"""Where the pictures of texts are seen: by staff on their own address, by everybody below a public page."""

from typing import Final

from django.urls import reverse

from kokong.pictures import api as pictures

from .marking import Image

KIND: Final = "text"


def for_staff(number: int) -> Image | None:
    """Where staff see a picture."""
    found = known(number)
    return None if found is None else _at(reverse("pictures:image", args=[number, "large"]), found)


def for_everybody(number: int, *, page: str = "") -> Image | None:
    """Where everybody sees it: below the address of the page that its text stands on."""
    found = known(number)
    return None if found is None else _at(f"{page}picture-{number}.jpg", found)


def known(number: int) -> pictures.Picture | None:
    """The picture, where it is one of a text: no text shows what was taken of a home."""
    try:
        found = pictures.picture(picture_id=number)
    except pictures.PictureMissing:
        return None
    return found if found.subject[0] == KIND else None


def _at(address: str, found: pictures.Picture) -> Image:
    return Image(address, found.width, found.height)
