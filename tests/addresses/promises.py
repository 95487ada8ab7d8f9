"""Every address of `promises`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import act, page

INSIDE: Final = {
    "promises:list": page("promise.see"),
    "promises:new": page("promise.do"),
    "promises:promise": page("promise.see"),
    "promises:write": page("promise.do"),
    "promises:sign": page("promise.do"),
    "promises:act": act("promise.do"),
    "promises:new-action": page("promise.do"),
    "promises:action": page("promise.see"),
    "promises:change-action": page("promise.do"),
    "promises:drop-action": act("promise.do"),
    "promises:explain": act("promise.do", reason="Vi hann inte."),
}
