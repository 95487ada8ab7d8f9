"""Every address of `homecheck`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import ANYBODY, act, page

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
}

INSIDE: Final = {"homecheck:sums": page("homecheck.see")}
