"""Every address of `owners`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import act, data, page

INSIDE: Final = {
    "field:checks": page("owner.check"),
    "field:checks-state": data("owner.check"),
    "owners:list": page("owner.see"),
    "owners:new": page("owner.do"),
    "owners:owner": page("owner.see"),
    "owners:change": page("owner.do"),
    "owners:merge": page("owner.do"),
    "owners:split": page("owner.do"),
    "owners:end": act("owner.do"),
    "owners:claim": page("owner.do"),
    "owners:give-up": act("owner.do"),
    "owners:new-contact": page("owner.do"),
    "owners:building": page("owner.see"),
    "owners:decide": act("owner.do", owner="0"),
    "owners:begin-check": act("owner.do"),
    "owners:again": data("owner.do"),
    "owners:check": page("owner.check"),
    "owners:finish": act("owner.check"),
    "owners:drop": act("owner.do"),
    "owners:board": data("owner.see"),
    "owners:poster": data("owner.see"),
    "owners:breakfast": page("owner.do"),
    "owners:settings": page("owner.do"),
    "owners:contact": page("owner.do"),
    "owners:agree": act("owner.do", answer="yes", channel="spoken"),
    "owners:end-contact": act("owner.do"),
    "owners:let-in": act("owner.trust"),
    "owners:shut-out": act("owner.trust"),
    "owners:mine": page("owner.own"),
    "owners:mine-building": page("owner.own"),
    "owners:mine-check": page("owner.own"),
    "owners:mine-board": data("owner.own"),
    "owners:mine-poster": data("owner.own"),
}
