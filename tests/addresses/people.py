"""Every address of `people`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import ANYBODY, SIGNED_IN, act, data, page

OUTSIDE: Final = {  # they know no municipality, or the one that their link names
    "people:through": page(ANYBODY),
    "people:invitation": page(ANYBODY),
    "people:rights-of": page(ANYBODY),
    "people:rights-by-link": page(ANYBODY),
    "people:rights-file-by-link": page(ANYBODY),
    "people:rights-leave-by-link": act(ANYBODY),
    "people:address": page(SIGNED_IN),
    "people:address-proof": page(SIGNED_IN),
    "set_language": act(ANYBODY),
    "people:language": act(ANYBODY, language="en"),
}

INSIDE: Final = {
    "people:account": page(SIGNED_IN),
    "people:municipality": page(SIGNED_IN),
    "people:here": data(SIGNED_IN),
    "people:back": page(SIGNED_IN),
    "people:list": page("people.manage"),
    "people:person": page("people.manage"),
    "people:end": act("people.manage"),
    "people:end-role": act("people.manage"),
    "people:invite-again": act("people.manage"),
    "people:invite-withdraw": act("people.manage"),
    "people:tokens": page("layers.read"),
    "people:token-new": page("layers.read"),
    "people:token-revoke": act("layers.read"),
    "people:sessions": page(SIGNED_IN),
    "people:sessions-end": act(SIGNED_IN),
    "people:session-end": act(SIGNED_IN),
    "people:second-step": page(SIGNED_IN),
    "people:security": page("people.security"),
    "people:token-end": act("people.security"),
    "people:rights": page(SIGNED_IN),
    "people:rights-file": data(SIGNED_IN),
    "people:rights-cases": page("rights.answer"),
    "people:rights-case": page("rights.answer"),
    "people:rights-extend": act("rights.answer", reason="Many requests."),
}
