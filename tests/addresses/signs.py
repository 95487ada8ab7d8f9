"""Every address of `signs`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import act, data, page

INSIDE: Final = {
    "signs:list": page("sign.see"),
    "signs:new": page("sign.do"),
    "signs:next": page("sign.do"),
    "signs:siting": page("sign.do"),
    "signs:siting-progress": data("sign.do"),
    "signs:take-over": act("sign.do", sealed="x"),
    "signs:several": page("sign.do"),
    "signs:settle-several": act("sign.do", signs="1", owner="Gatukontoret"),
    "signs:act-several": act("sign.do", signs="1", on="2026-01-01"),
    "signs:order-paper": data("sign.do"),
    "signs:sign": page("sign.see"),
    "signs:change": page("sign.do"),
    "signs:check": act("sign.do", condition="good"),
    "signs:agree": act("sign.do", answer="yes", channel="spoken"),
    "signs:act": act("sign.do", on="2026-01-01"),
    "signs:own-answer": act("sign.own", answer="yes"),
}
