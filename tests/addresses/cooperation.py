"""Every address of `cooperation`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import ANYBODY, act, data, page

INSIDE: Final = {
    "cooperation:front": page("cooperation.see"),
    "cooperation:picture": page("cooperation.see"),
    "cooperation:picture-text": page("cooperation.do"),
    "cooperation:picture-freeze": act("cooperation.do", after=0),
    "cooperation:picture-version": page("cooperation.see"),
    "cooperation:picture-beside": page("cooperation.see"),
    "cooperation:picture-pdf": data("cooperation.see"),
    "cooperation:picture-slides": data("cooperation.see"),
    "cooperation:plan-now": page("cooperation.see"),
    "cooperation:plan-task": page("cooperation.do"),
    "cooperation:plans": page("cooperation.see"),
    "cooperation:new-plan": page("cooperation.do"),
    "cooperation:plan": page("cooperation.see"),
    "cooperation:write-plan": page("cooperation.do"),
    "cooperation:decide-plan": page("cooperation.do"),
    "cooperation:report-plan": page("cooperation.do"),
    "cooperation:follow-up-plan": page("cooperation.do"),
    "cooperation:drop-plan": act("cooperation.do"),
    "cooperation:plan-pdf": data("cooperation.see"),
    "cooperation:new-plan-item": page("cooperation.do"),
    "cooperation:plan-item": page("cooperation.see"),
    "cooperation:write-plan-item": page("cooperation.do"),
    "cooperation:give-plan-item": act("cooperation.do", owner="1"),
    "cooperation:link-plan-item": act("cooperation.do", evaluation=""),
    "cooperation:remove-plan-item": act("cooperation.do"),
    "cooperation:act-plan-item": act("cooperation.do", result="Klart."),
    "cooperation:act": page("cooperation.see"),
    "cooperation:rhythm": page("cooperation.see"),
    "cooperation:plan-meeting": act("cooperation.do"),
    "cooperation:meeting": page("cooperation.see"),
    "cooperation:begin-meeting": act("cooperation.do"),
    "cooperation:agree": act("cooperation.do", text="Vi väntar."),
    "cooperation:settle": act("cooperation.do", body="Kort.", based_on="0"),
    "cooperation:minutes-pdf": data("cooperation.see"),
    "cooperation:wheel": page("cooperation.see"),
    "cooperation:adopt": act("cooperation.do"),
    "cooperation:renew-wheel-feed": act("cooperation.do"),
    "cooperation:wheel-task": page("cooperation.do"),
    "cooperation:new-wheel-item": page("cooperation.do"),
    "cooperation:wheel-item": page("cooperation.see"),
    "cooperation:change-wheel-item": page("cooperation.do"),
    "cooperation:wheel-turn": act("cooperation.do", month="2026-11-01", state="done", said="Klart."),
    "cooperation:end-wheel-item": act("cooperation.do"),
}

OUTSIDE: Final = {
    "wheel:feed": data(ANYBODY),
}
