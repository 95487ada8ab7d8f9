"""Every address of `cooperation`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import act, data, page

INSIDE: Final = {
    "cooperation:front": page("cooperation.see"),
    "cooperation:picture": page("cooperation.see"),
    "cooperation:picture-text": page("cooperation.do"),
    "cooperation:picture-freeze": act("cooperation.do", after=0),
    "cooperation:picture-version": page("cooperation.see"),
    "cooperation:picture-beside": page("cooperation.see"),
    "cooperation:picture-pdf": data("cooperation.see"),
    "cooperation:picture-slides": data("cooperation.see"),
}
