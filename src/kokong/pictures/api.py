"""The door to pictures. Everything works in the municipality in scope; who may, `may_see` and `may_change` say."""

from .developing import Busy, Unopened
from .forms import PictureField
from .reading import content, content_for_everybody, picture, pictures_of, taken_before
from .rules import MOST_BYTES, Region, Size
from .subjects import Subject, may_change, may_see, register, subject_of
from .values import About, Picture, PictureId, PictureMissing, Refused
from .work import begin_again, blur, describe, end, remove, take

__all__ = [
    "MOST_BYTES",
    "About",
    "Busy",
    "Picture",
    "PictureField",
    "PictureId",
    "PictureMissing",
    "Refused",
    "Region",
    "Size",
    "Subject",
    "Unopened",
    "begin_again",
    "blur",
    "content",
    "content_for_everybody",
    "describe",
    "end",
    "may_change",
    "may_see",
    "picture",
    "pictures_of",
    "register",
    "remove",
    "subject_of",
    "take",
    "taken_before",
]
