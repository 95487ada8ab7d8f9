"""Strangers' pictures become ours, in a process of their own (`docs/decisions/0060`), or it is said why not."""

from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokong.kernel.errors import UserError
from kokong.tables.apart import Limits, Stopped, apart

from . import darkroom, rules

LIMITS: Final = Limits(cpu_s=20, wall_s=60.0, answer=16 << 20, turn_s=20.0)


@dataclass(frozen=True)
class Print:
    """A picture of ours: JPEG in both sizes, and how large the large one is in pixels."""

    large: bytes
    small: bytes
    width: int
    height: int


class Unopened(UserError):
    """No picture could be made of the file; the message says why. Nothing was saved."""


class Busy(UserError):
    """Other files are being opened; the same one can be sent again."""

    status: ClassVar[int] = 503


_WORDS: Final[dict[str, str | Promise]] = {
    "empty": _("The file is empty. Nothing was saved. Choose the picture again."),
    "strange": _("This is no photo. Nothing was saved. Choose a picture in JPEG, PNG, WebP or HEIC."),
    "moving": _("The picture moves. Nothing was saved. Choose one that stands still."),
    "huge": _(
        "The picture has more than 64 million pixels. Nothing was saved. Make it smaller, or take it again."
    ),
    "large": _("The file is larger than 25 MB. Nothing was saved. Make the picture smaller, or take it again."),
    "broken": _("The picture is cut off or damaged. Nothing was saved. Choose it again, or take another."),
    "costly": _("The picture takes too much to open. Nothing was saved. Make it smaller, or take it again."),
}
_BUSY: Final = _("Many pictures are being opened just now. Nothing was saved. Try again in a minute.")


def develop(content: bytes) -> Print:
    """A stranger's picture as ours. Raises Unopened or Busy."""
    if len(content) > rules.MOST_BYTES:
        raise Unopened(_WORDS["large"])
    return _made(darkroom.developed, content)


def blur(content: bytes, regions: Sequence[rules.Region]) -> Print:
    """One of our pictures with these rectangles made unrecognisable."""
    return _made(darkroom.blurred, content, regions=[list(region) for region in regions])


def _made(work: Callable[..., Iterator[Any]], content: bytes, **given: Any) -> Print:
    try:
        (told,) = apart(work, content, limits=LIMITS, **given)
        return _understood(told)
    except Stopped as error:
        if error.why == "busy":
            raise Busy(_BUSY) from error
        raise Unopened(_WORDS["broken" if error.why == "broken" else "costly"]) from error
    except (
        TypeError,
        ValueError,
        LookupError,
        ArithmeticError,
        AttributeError,
    ) as error:  # not what the darkroom says
        raise Unopened(_WORDS["broken"]) from error


def _understood(told: dict[str, Any]) -> Print:
    if "fault" in told:
        raise Unopened(_WORDS[told["fault"]])
    large, small = (b64decode(told[size], validate=True) for size in rules.SIDES)
    width, height = int(told["width"]), int(told["height"])
    if not all(each.startswith(b"\xff\xd8\xff") for each in (large, small)):
        raise ValueError("no JPEG")
    if not 0 < width <= rules.SIDES["large"] >= height > 0:
        raise ValueError("no size")
    return Print(large, small, width, height)
