"""Every address of `desk`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import SIGNED_IN, act, data, page

INSIDE: Final = {
    "desk:today": page(SIGNED_IN),
    "desk:method": page("desk.see"),
    "desk:plan": page("desk.see"),
    "desk:burglary": page("desk.see"),
    "desk:burglary_step": data("desk.see"),
    "desk:burglary_features": data("desk.see"),
    "desk:burglary_police": act("burglary.police", purpose="case"),
    "desk:map": page("desk.see"),
    "desk:dwelling": page("desk.see"),
    "desk:log": page("audit.read"),
}
