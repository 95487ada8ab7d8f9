"""Every address of `pictures`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import act, data, page

INSIDE: Final = {
    "pictures:image": data("picture.see"),
    "pictures:picture": page("picture.see"),
    "pictures:add": page("picture.change"),
    "pictures:blur": page("picture.change"),
    "pictures:remove": act("picture.change"),
}
