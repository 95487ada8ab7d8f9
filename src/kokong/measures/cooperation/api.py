"""The door to cooperation. Everything works within the municipality in scope.

The picture: flows `offer` a Supply of Parts, which say what other rooms know; `freeze_picture` keeps a version,
`picture_versions` and `picture_version` read them.
"""

from .picture.freezing import freeze as freeze_picture
from .picture.freezing import write as write_picture
from .picture.parts import Part, Supply, offer
from .picture.reading import draft as picture_draft
from .picture.reading import version as picture_version
from .picture.reading import versions as picture_versions
from .picture.values import Asked, Body, Row
from .picture.values import Text as PictureText

__all__ = [
    "Asked",
    "Body",
    "Part",
    "PictureText",
    "Row",
    "Supply",
    "freeze_picture",
    "offer",
    "picture_draft",
    "picture_version",
    "picture_versions",
    "write_picture",
]
