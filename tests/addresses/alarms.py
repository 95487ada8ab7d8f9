"""Every address of `alarms`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import act, data, page

INSIDE: Final = {
    "alarms:console": page("alarm.see"),
    "alarms:alarm": page("alarm.see"),
    "alarms:queue": data("alarm.see"),
    "alarms:see-all": act("alarm.handle", until="0"),
    "alarms:stream": data("alarm.see"),
    "alarms:features": data("alarm.see"),
    "alarms:tile": data("alarm.see"),
    "alarms:act": act("alarm.handle"),
    "alarms:calls": page("alarm.handle"),
    "alarms:call": page("alarm.handle"),
    "alarms:check-word": act("alarm.handle", word="blåbär"),
    "alarms:calls-of": page("alarm.accounts"),
    "alarms:routine": page("alarm.enrol"),
    "alarms:answers": page("alarm.accounts"),
    "alarms:shift": page("alarm.see"),
    "alarms:shift-note": act("alarm.handle", text="The spare key is at the desk."),
    "alarms:shift-note-done": act("alarm.handle"),
    "alarms:take-shift": act("alarm.handle"),
    "alarms:hand-over": page("alarm.see"),
    "alarms:year-report": data("alarm.accounts"),
    "alarms:accounts": page("alarm.accounts"),
    "alarms:account": page("alarm.accounts"),
    "alarms:misheard": page("alarm.accounts"),
    "alarms:keys": act("alarm.enrol"),
    "alarms:expected": page("alarm.accounts"),
    "alarms:enrol": page("alarm.enrol"),
    "alarms:sheet": page("alarm.enrol"),
    "alarms:zones": page("alarm.enrol"),
    "alarms:zone-features": data("alarm.enrol"),
    "alarms:live": data("alarm.accounts"),
    "alarms:letter": page("alarm.accounts"),
    "alarms:edit": page("alarm.enrol"),
    "alarms:retire": act("alarm.enrol"),
    "alarms:contacts": page("alarm.enrol"),
    "alarms:contact": page("alarm.enrol"),
    "alarms:arrange": act("alarm.enrol", way="down"),
    "alarms:agree": act("alarm.accounts", notes="The dog sleeps upstairs now."),
    "alarms:pause": act("alarm.accounts", what="test", begins="2026-01-01T10:00", ends="2036-01-01T10:00"),
    "alarms:pause-weekly": act(
        "alarm.accounts", what="test", weekday="1", from_time="10:00", to_time="12:00", until="2036-01-01"
    ),
    "alarms:resume": act("alarm.accounts"),
    "alarms:test": act("alarm.accounts", minutes="30"),
}
