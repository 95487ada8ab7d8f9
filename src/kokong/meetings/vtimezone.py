"""Whose clock an event's time is said by, as calendars read it.

The clock goes from 02:00 to 03:00 on the last Sunday of March, and from 03:00 back to 02:00 on that of October:
each part begins at the time that the clock shows before it.
"""

from typing import Final

STOCKHOLM: Final = "Europe/Stockholm"

LITERAL: Final = """BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")
