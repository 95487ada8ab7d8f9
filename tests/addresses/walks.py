"""Every address of `walks`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import ANYBODY, Address, act, data, page

OUTSIDE: Final = {  # they know no municipality, or the one that their link names
    "walks-public:sign-up": page(ANYBODY),
    "walks-public:wish-for": page(ANYBODY),
    "walks-public:confirm": page(ANYBODY),
    "walks-public:answer": page(ANYBODY),
    "walks-public:lent": data(ANYBODY),
    "walks-public:answer-one": page(ANYBODY),
    "open311:discovery": data(ANYBODY),
    "open311:services": data(ANYBODY),
    "open311:service": data(ANYBODY),
    "open311:requests": data(ANYBODY),
    "open311:request": data(ANYBODY),
}

INSIDE: Final = {
    "walks:list": page("walk.see"),
    "walks:new": page("walk.do"),
    "walks:way": Address("data", "walk.do", {"stops": ""}, "POST"),
    "walks:wish": page("walk.do"),
    "walks:holders": page("walk.do"),
    "walks:new-holder": page("walk.do"),
    "walks:holder": page("walk.do"),
    "walks:end-holder": act("walk.do"),
    "walks:walk": page("walk.see"),
    "walks:change": page("walk.do"),
    "walks:act": act("walk.do", said=""),
    "walks:again": act("walk.do"),
    "walks:not-again": act("walk.do"),
    "walks:protocol": data("walk.see"),
    "walks:note": page("walk.note"),
    "walks:send": act("walk.do"),
    "walks:renew": act("walk.do"),
    "walks:finding": page("walk.see"),
    "walks:correct": page("walk.do"),
    "walks:ask": act("walk.do", holder="1"),
    "walks:show-photo": act("walk.do", looked="on"),
    "walks:hide-photo": act("walk.do"),
    "walks:settle-report": act("walk.do", number=""),
    "walks:reported": data("walk.do"),
    "walks:join": act("walk.do", other="1"),
    "walks:answer-for": act("walk.do", answer="mend", said="Lampan lyser."),
    "walks:step": act("walk.do", said=""),
    "walks:own-answer": act("walk.own", answer="mend", said="Klart."),
}
