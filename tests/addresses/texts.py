"""Every address of `texts`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import act, page

INSIDE: Final = {
    "texts:list": page("text.see"),
    "texts:new": page("text.write"),
    "texts:add-picture": page("text.write"),
    "texts:text": page("text.see"),
    "texts:rewrite": page("text.write"),
    "texts:address": page("text.publish"),
    "texts:move": act("text.see", said="Stämmer av.", revision=1),
    "texts:revision": page("text.see"),
    "texts:restore": act("text.write", based_on=1),
    "texts:library": page("text.see"),
    "texts:article": page("text.see"),
    "texts:hide": act("text.publish", said="Den gäller inte här."),
    "texts:show": act("text.publish", said="Den gäller igen."),
    "texts:own": page("text.write"),
    "texts:before": page("text.write"),
    "texts:edition": page("text.see"),
    "texts:keep": act("text.publish", said="Våra ord stämmer.", edition="0" * 32),
    "texts:take": act("text.publish", said="Den nya är bättre.", edition="0" * 32),
}
