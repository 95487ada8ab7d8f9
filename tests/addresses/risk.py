"""Every address of `risk`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import act, page

WHY: Final = {"reason": "The door had been left open."}

INSIDE: Final = {
    "risk:overview": page("risk.see"),
    "risk:homes": page("risk.see"),
    "risk:near-repeats": page("risk.see"),
    "risk:backtest": page("risk.see"),
    "risk:summary": page("risk.see"),
    "risk:settings": page("risk.see"),
    "risk:defaults": act("risk.settings"),
    "risk:accept": act("risk.settings"),
    "risk:decline": act("risk.settings", **WHY),
    "risk:runs": page("risk.see"),
    "risk:run": page("risk.see"),
    "risk:ask": act("risk.run"),
}
