"""How codes are said to people."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import rules

STATES: Final[dict[str, Promise]] = {
    "draft": pgettext_lazy("burglary", "Draft"),
    "confirmed": pgettext_lazy("burglary", "Confirmed"),
    "withdrawn": pgettext_lazy("burglary", "Withdrawn"),
}
KINDS: Final[dict[str, Promise]] = {
    "house": _("House"),
    "row": _("Row house"),
    "flat": _("Flat"),
    "holiday": _("Holiday home"),
    "cellar_attic": _("Cellar or attic"),
    "unknown": _("Other or not known"),
}
ENTRY_POINTS: Final[dict[str, Promise]] = {
    "": _("Not stated"),
    "door": _("Door"),
    "window": _("Window"),
    "patio_door": _("Patio door"),
    "balcony": _("Balcony"),
    "basement": _("Basement"),
    "other": _("Other"),
    "unknown": _("Not known"),
}
SOURCES: Final[dict[str, Promise]] = {
    "form": _("Form"),
    "cli": _("Command line"),
    "api": _("API"),
    "import": _("Import"),
    "alarm": _("Alarm"),
    "phone": _("Call to the alarm centre"),
}
COMPLETED: Final[dict[bool, Promise]] = {True: _("Completed"), False: _("Attempted")}
ACTIONS: Final[dict[str, Promise]] = {
    "reported": _("Reported"),
    "confirmed": pgettext_lazy("burglary", "Confirmed"),
    "withdrawn": pgettext_lazy("burglary", "Withdrawn"),
    "corrected": _("Corrected"),
}
TIME_PROBLEMS: Final[dict[rules.TimeProblem, Promise]] = {
    "no_zone": _("The time has no time zone."),
    "reversed": _("The earliest time is after the latest time."),
    "future": _("The time is in the future."),
    "too_old": _("The burglary is more than ten years old."),
    "too_wide": _("More than a year lies between the earliest and the latest time. Check the years."),
}
OTHER_CASE: Final = _("Its case number is another.")
REASON_PROBLEMS: Final[dict[rules.ReasonProblem, Promise]] = {
    "missing": _("Say in a sentence why."),
    "too_long": _("Keep the sentence under 400 characters."),
    "case_number": _("Leave the case number out of the sentence: others than the police read it."),
}
PURPOSES: Final[dict[str, Promise]] = {
    "victim": _("Contact with the victim"),
    "case": _("Work on the case"),
    "visits": _("Plan the visits"),
    "other": _("Something else"),
    "own": _("One’s own report"),
    "correct": _("To correct the burglary"),
    "export": _("For a file with personal data"),
    "import": _("To import a file"),
    "search": _("To find the case"),
    "api": _("For another program"),
}
COLUMNS: Final[dict[str, Promise]] = {
    "id": _("Kokong number"),
    "address": _("Address"),
    "street": _("Street"),
    "number": _("House number"),
    "unit": _("Flat number"),
    "postcode": _("Postcode"),
    "locality": _("Town"),
    "x": _("East (the municipality's coordinates)"),
    "y": _("North (the municipality's coordinates)"),
    "lat": _("Latitude"),
    "lon": _("Longitude"),
    "earliest": _("Earliest"),
    "earliest_date": _("Earliest date"),
    "earliest_time": _("Earliest time of day"),
    "latest": _("Latest"),
    "latest_date": _("Latest date"),
    "latest_time": _("Latest time of day"),
    "when": _("Date or time, if there is only one"),
    "clock": _("Time of day, if there is only one"),
    "completed": _("Completed or attempted"),
    "attempted": _("Attempted (yes or no)"),
    "crime_code": _("Crime code"),
    "rubric": _("Crime, in words"),
    "dwelling_kind": _("Kind of dwelling"),
    "entry_point": _("Way in"),
    "municipality": pgettext_lazy("column", "Municipality"),
    "case_number": _("Case number"),
    "another": _("Another burglary"),
    "contact": _("Contact with the victim"),
    "state": _("State"),
    "cancelled": pgettext_lazy("column", "Cancelled"),
    "closed": _("Investigation closed"),
}
CRIMES: Final[dict[str, Promise]] = {
    "9801": _("Completed, house or row house (9801)"),
    "0857": _("Attempted, house or row house (0857)"),
    "9802": _("Completed, flat (9802)"),
    "0874": _("Attempted, flat (0874)"),
    "9831": _("Completed, another kind of home (9831)"),
    "9832": _("Attempted, another kind of home (9832)"),
    "0826": _("Holiday home (0826)"),
    "0825": _("Cellar or attic (0825)"),
    "0843": _("House or row house, until 2001 (0843)"),
    "0844": _("Flat, until 2001 (0844)"),
    "0824": _("House or flat, until 1996 (0824)"),
}
