"""Every address of `marking`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import act, data, page

INSIDE: Final = {
    "marking:list": page("marking.see"),
    "marking:hand-out": page("marking.hand"),
    "marking:scan": data("marking.hand"),
    "marking:handed": page("marking.see"),
    "marking:handing": page("marking.see"),
    "marking:act": act("marking.do"),
    "marking:pay": act("marking.do", amount="350"),
    "marking:buy": page("marking.do"),
    "marking:lot": page("marking.see"),
    "marking:label": data("marking.see"),
    "marking:correct": act("marking.do", kits="-1", decals="0", reason="Räknat om"),
    "marking:close": page("marking.do"),
}
