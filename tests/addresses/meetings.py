"""Every address of `meetings`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import ANYBODY, act, data, page

OUTSIDE: Final = {  # they know no municipality, or the one that their link names
    "meetings:answer": page(ANYBODY),
    "meetings:event": data(ANYBODY),
    "meetings:feed": data(ANYBODY),
}

INSIDE: Final = {
    "meetings:list": page("meeting.see"),
    "meetings:new": page("meeting.hold"),
    "meetings:renew-feed": act("meeting.see"),
    "meetings:agreed": page("meeting.see"),
    "meetings:speakers": page("meeting.speak"),
    "meetings:withdraw": act("meeting.speak"),
    "meetings:meeting": page("meeting.see"),
    "meetings:change": page("meeting.hold"),
    "meetings:move": page("meeting.hold"),
    "meetings:announce": act("meeting.hold"),
    "meetings:hold": act("meeting.hold"),
    "meetings:cancel": act("meeting.hold", said="Salen är stängd."),
    "meetings:again": act("meeting.hold"),
    "meetings:invite": act("meeting.hold", guests="Eva Ek, eva@ek.example"),
    "meetings:leave-out": act("meeting.hold"),
    "meetings:material": act("meeting.hold", title="Karta", url="https://karta.example/"),
    "meetings:drop-material": act("meeting.hold"),
    "meetings:book": act("meeting.hold"),
    "meetings:free": act("meeting.hold"),
    "meetings:attendance": page("meeting.hold"),
    "meetings:came": act("meeting.hold", came="1"),
    "meetings:walk-in": act("meeting.hold", count="1"),
    "meetings:walk-out": act("meeting.hold"),
    "meetings:poster": data("meeting.see"),
    "meetings:paper-list": data("meeting.hold"),
    "meetings:minutes": page("meeting.hold"),
    "meetings:agree": act("meeting.hold", text="Lampan lagas."),
    "meetings:drop": act("meeting.hold"),
    "meetings:send": act("meeting.hold"),
}
