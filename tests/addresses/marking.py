"""Every address of `marking`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import ANYBODY, act, data, page

OUTSIDE: Final = {"marking-public:used": page(ANYBODY)}

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
    "marking:use": act("marking.do", used="1"),
    "marking:reach": page("marking.see"),
    "marking:count-in": page("marking.do"),
    "marking:area": page("marking.see"),
    "marking:say": act("marking.do", households="1", client_id="00000000-0000-4000-8000-000000000000"),
    "marking:take-back": act("marking.do"),
    "marking:end-area": act("marking.do"),
    "marking:finds": page("marking.found"),
    "marking:find": page("marking.found"),
    "marking:ask": act("marking.found", supplier="smartwater", why="seized"),
    "marking:answer": act("marking.found", on="2026-01-01", knew="no"),
    "marking:close": page("marking.do"),
}
