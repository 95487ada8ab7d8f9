"""Every address of `effect`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import act, data, page

PLAN: Final = {
    "question": "Did visits help?",
    "measures": ["cocoon_visit"],
    "since": "2023-01-01",
    "start": "2026-01-01",
    "until": "2027-01-01",
}

INSIDE: Final = {
    "effect:list": page("effect.see"),
    "effect:kalmar": page("effect.see"),
    "effect:lots": page("effect.see"),
    "effect:lot_new": page("effect.do"),
    "effect:lot": page("effect.see"),
    "effect:lot_draw": page("effect.do"),
    "effect:lot_look": act("effect.do"),
    "effect:new": page("effect.do"),
    "effect:evaluation": page("effect.see"),
    "effect:write": page("effect.do"),
    "effect:register": act("effect.do"),
    "effect:change": page("effect.do"),
    "effect:look": act("effect.do"),
    "effect:areas": page("effect.do"),
    "effect:statistics": page("effect.see"),
    "effect:statistics-file": page("effect.do"),
    "effect:statistics-kolada": page("effect.do"),
    "effect:statistics-scb": page("effect.do"),
    "effect:dataset": page("effect.see"),
    "effect:costs": page("effect.do"),
    "effect:pool": page("effect.see"),
    "effect:pool-declare": page("effect.do"),
    "effect:pool-take": page("effect.do"),
    "effect:pool-give": data("effect.do"),
    "effect:pdf": data("effect.see"),
    "effect:publish": act("effect.publish"),
    "effect:take-back": act("effect.publish"),
}
