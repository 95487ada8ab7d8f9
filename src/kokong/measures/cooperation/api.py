"""The door to cooperation. Everything works within the municipality in scope.

The picture: flows `offer` a Supply of Parts, which say what other rooms know; `freeze_picture` keeps a version,
`picture_versions` and `picture_version` read them. The rhythm: flows `offer_point` an AgendaPoint, whose lines
stand on the agenda of meetings; `adopt_wheel` takes over the method's year.
"""

from .picture.freezing import freeze as freeze_picture
from .picture.freezing import write as write_picture
from .picture.parts import Part, Supply, offer
from .picture.reading import draft as picture_draft
from .picture.reading import version as picture_version
from .picture.reading import versions as picture_versions
from .picture.values import Asked, Body, Row
from .picture.values import Text as PictureText
from .rhythm.agenda import Meant as AgendaMeant
from .rhythm.agenda import Source as AgendaPoint
from .rhythm.agenda import offer as offer_point
from .rhythm.values import Adopted
from .rhythm.values import Line as AgendaLine
from .rhythm.wheel import adopt as adopt_wheel

__all__ = [
    "Adopted",
    "AgendaLine",
    "AgendaMeant",
    "AgendaPoint",
    "Asked",
    "Body",
    "Part",
    "PictureText",
    "Row",
    "Supply",
    "adopt_wheel",
    "freeze_picture",
    "offer",
    "offer_point",
    "picture_draft",
    "picture_version",
    "picture_versions",
    "write_picture",
]
