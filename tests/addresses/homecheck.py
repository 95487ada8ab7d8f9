"""Every address of `homecheck`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import ANYBODY, act, data, page

OUTSIDE: Final = {  # they know no municipality, or the one that their link names
    "homecheck:keep": page(ANYBODY),
    "homecheck:link": page(ANYBODY),
    "homecheck:mine": page(ANYBODY),
    "homecheck:household": page(ANYBODY),
    "homecheck:keep-check": act(ANYBODY),
    "homecheck:throw-away": act(ANYBODY),
    "homecheck:settle": act(ANYBODY, area=""),
    "homecheck:share": act(ANYBODY, on="yes"),
    "homecheck:forget": act(ANYBODY),
    "homecheck:plan": page(ANYBODY),
    "homecheck:plan-settle": act(ANYBODY, called="Nora", home="Storgatan 3"),
    "homecheck:plan-add": act(
        ANYBODY, name="Olle", what="key_holder", phone="070-174 06 05", email="olle@granne.example"
    ),
    "homecheck:plan-first": act(ANYBODY),
    "homecheck:plan-remove": act(ANYBODY),
    "homecheck:plan-tested": act(ANYBODY),
    "homecheck:plan-card": data(ANYBODY),
    "homecheck:holder": page(ANYBODY),
}

INSIDE: Final = {
    "field:home-checks": page("homecheck.phone"),
    "field:home-checks-state": data("homecheck.phone"),
    "homecheck:sums": page("homecheck.see"),
    "homecheck:take": page("homecheck.take"),
    "homecheck:together": page("homecheck.together"),
}
