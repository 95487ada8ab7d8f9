"""Every address of `field`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import ANYBODY, act, data, page

OUTSIDE: Final = {  # they know no municipality, or the one that their link names
    "field:offline": page(ANYBODY),
    "field:sw": data(ANYBODY),
    "field:map-worker": data(ANYBODY),
    "field:photo-worker": data(ANYBODY),
    "field:manifest": data(ANYBODY),
}

INSIDE: Final = {
    "field:walks": page("walk.note"),
    "field:walks-state": data("walk.note"),
    "field:signs": page("sign.check"),
    "field:signs-state": data("sign.check"),
    "field:rounds": page("round.visit"),
    "field:round": page("round.visit"),
    "field:take": act("round.visit"),
    "field:session": data("round.visit"),
    "field:state": data("round.visit"),
    "field:photo": act(
        "round.visit",
        id="3a8b1c36-0000-4000-8000-000000000001",
        record="3a8b1c36-0000-4000-8000-000000000002",
        kind="sign",
        subject=1,
        at="2020-01-01T12:00:00Z",
        digest="0" * 64,
        user=1,
        municipality=1,
        device="3a8b1c36-0000-4000-8000-000000000000",
    ),
    "field:outbox": act("round.visit", device="3a8b1c36-0000-4000-8000-000000000000", waiting=0, events=[]),
}
