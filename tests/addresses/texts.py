"""Every address of `texts`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import act, page

INSIDE: Final = {
    "texts:list": page("text.see"),
    "texts:new": page("text.write"),
    "texts:add-picture": page("text.write"),
    "texts:text": page("text.see"),
    "texts:rewrite": page("text.write"),
    "texts:move": act("text.see", said="Stämmer av.", revision=1),
    "texts:revision": page("text.see"),
    "texts:restore": act("text.write"),
}
