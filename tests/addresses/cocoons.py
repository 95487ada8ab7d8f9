"""Every address of `cocoons`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import act, data, page

INSIDE: Final = {
    "cocoons:list": page("cocoon.see"),
    "cocoons:presets": page("cocoon.settings"),
    "cocoons:preset": page("cocoon.settings"),
    "cocoons:contact": page("cocoon.settings"),
    "cocoons:cocoon": page("cocoon.see"),
    "cocoons:doors": data("cocoon.see"),
    "cocoons:add": act("cocoon.plan"),
    "cocoons:drop": page("cocoon.plan"),
    "cocoons:confirm": act("cocoon.plan"),
    "cocoons:count": act("cocoon.plan", homes="12"),
    "cocoons:move": act("cocoon.plan", way="down"),
    "cocoons:end": page("cocoon.plan"),
    "cocoons:resume": act("cocoon.plan"),
    "cocoons:suggest": act("cocoon.plan"),
    "cocoons:pdf": data("cocoon.plan"),
    "cocoons:make-round": act("round.assign"),
    "cocoons:round": page("cocoon.see"),
    "cocoons:assign": act("round.assign"),
    "cocoons:paper": page("cocoon.plan"),
    "cocoons:paper-line": act("cocoon.plan"),
    "cocoons:round-pdf": data("cocoon.plan"),
    "cocoons:change-round": act("round.assign"),
}
