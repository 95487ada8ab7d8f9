"""Every address of `sending`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import ANYBODY, SIGNED_IN, act, data, page

OUTSIDE: Final = {  # they know no municipality, or the one that their link names
    "sending:push-worker": data(ANYBODY),
    "unsubscribe": page(ANYBODY),
    "bounces": act(ANYBODY),
}

INSIDE: Final = {
    "sending:mine": page(SIGNED_IN),
    "sending:add-device": act(SIGNED_IN),
    "sending:remove-device": act(SIGNED_IN),
    "sending:news": data(SIGNED_IN),
    "sending:stream": data(SIGNED_IN),
    "sending:put-away": act(SIGNED_IN),
    "sending:undelivered": page("message.mend"),
    "sending:send-again": act("message.mend"),
    "sending:leave": act("message.mend"),
    "mailings:list": page("mailing.steer"),
    "mailings:mailing": page("mailing.steer"),
    "mailings:pause": act("mailing.steer"),
    "mailings:resume": act("mailing.steer"),
    "mailings:stop": act("mailing.steer"),
    "mailings:again": act("mailing.steer"),
}
