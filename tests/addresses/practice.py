"""Every address of `practice`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import SIGNED_IN, act, page

INSIDE: Final = {
    "practice:start": page("practice.begin"),
    "practice:drill": page("practice.see"),
    "practice:play": act("practice.begin"),
    "practice:enter": act("practice.see"),
    "practice:leave": act(SIGNED_IN),
    "practice:end": act("practice.begin"),
}
