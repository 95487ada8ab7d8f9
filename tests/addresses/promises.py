"""Every address of `promises`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import ANYBODY, act, data, page

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
    "promises:dialogues": page("promise.see"),
    "promises:new-dialogue": page("promise.do"),
    "promises:dialogue": page("promise.do"),
    "promises:ask": act("promise.do", words="Var?", kind="text"),
    "promises:act-dialogue": act("promise.do"),
    "promises:group": act("promise.do", title="Ljus"),
    "promises:lead": act("promise.do", promise=""),
    "promises:tell": act("promise.do", said="Tack."),
    "promises:paper": page("promise.do"),
    "promises:code": data("promise.do"),
    "promises:foot": page("promise.foot"),
    "promises:foot-back": act("promise.foot", record="6f1f0a7c-6c1b-4c0e-9d0f-4f3a0c3c2b11"),
    "promises:explain": act("promise.do", reason="Vi hann inte."),
}

OUTSIDE: Final = {
    "dialogue:answer": page(ANYBODY),
    "dialogue:tile": data(ANYBODY),
}
