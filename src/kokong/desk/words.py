"""How the desk says things."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kokong.incidents import api as incidents
from kokong.kernel.templatetags.kokong import ROLE_NAMES
from kokong.measures.alarms import api as alarms
from kokong.measures.cocoons import api as cocoons
from kokong.risk import api as risk

from . import rules

PERIODS: Final[dict[str, Promise]] = {
    "14d": gettext_lazy("14 days"),
    "3m": gettext_lazy("3 months"),
    "1y": gettext_lazy("1 year"),
    "4y": gettext_lazy("4 years"),
    "own": gettext_lazy("Own period"),
}
STEPS: Final[dict[rules.Step, Promise]] = {
    "confirm": gettext_lazy("Confirm the burglary, so that the neighbours can be visited."),
    "await_confirmation": gettext_lazy(
        "The police confirm the burglary. Then the doors are chosen by themselves."
    ),
    "choosing": gettext_lazy("Choosing doors…"),
    "assign": gettext_lazy("Give the doors to somebody who walks the round."),
    "walk": gettext_lazy("A round is out. The results come in here as they are recorded."),
    "revisit": gettext_lazy("Try the doors again where nobody was reached, at another time of day."),
    "done": gettext_lazy("Every door has been visited. Nothing more to do here."),
    "no_doors": gettext_lazy("There is no door to visit around this home."),
    "over": gettext_lazy("The time of watching is over."),
    "withdrawn": gettext_lazy("The burglary has been withdrawn. Nobody need be visited any more."),
}
ACTIONS: Final[dict[str, Promise]] = {
    "burglary.reported": gettext_lazy("Burglary reported"),
    "burglary.confirmed": gettext_lazy("Burglary confirmed"),
    "burglary.corrected": gettext_lazy("Burglary corrected"),
    "burglary.withdrawn": gettext_lazy("Burglary withdrawn"),
    "burglary.imported": gettext_lazy("Burglaries imported"),
    "burglary.exported": gettext_lazy("Burglaries exported"),
    "burglary.police_part": gettext_lazy("Police part written"),
    "burglary.police_part_seen": gettext_lazy("Police part read"),
    "import.rows_seen": gettext_lazy("Rows of a file read"),
    "import.police_rows_seen": gettext_lazy("Rows of a file of the police read"),
    "alarm_contact.seen": gettext_lazy("Contacts for alarms read"),
    "do_not_visit.seen": gettext_lazy("Do-not-visit list read"),
    "access.denied": gettext_lazy("Refused"),
    "account.signed_in": gettext_lazy("Signed in"),
    "account.signed_out": gettext_lazy("Signed out"),
    "account.sign_in_failed": gettext_lazy("Sign-in failed"),
    "account.password_changed": gettext_lazy("Password changed"),
    "account.second_step_added": gettext_lazy("Second step of signing in added"),
    "account.second_step_removed": gettext_lazy("Second step of signing in removed"),
    "account.second_step_changed": gettext_lazy("Recovery codes made anew"),
    "account.second_step_failed": gettext_lazy("Second step of signing in failed"),
    "provider.added": gettext_lazy("Sign-in provider added"),
    "provider.removed": gettext_lazy("Sign-in provider removed"),
    "signin.rule": gettext_lazy("Rule for signing in changed"),
    "people.exported": gettext_lazy("List of people downloaded"),
    "audit.exported": gettext_lazy("Log downloaded"),
    "layer.read": gettext_lazy("Map layer read by a program or a person"),
    "token.made": gettext_lazy("Access token made"),
    "token.revoked": gettext_lazy("Access token ended"),
    "news.setting": gettext_lazy("News setting changed"),
    "cocoon.opened": gettext_lazy("Cocoon opened"),
    "cocoon.moved": gettext_lazy("Cocoon moved"),
    "cocoon.closed": gettext_lazy("Cocoon closed"),
    "cocoon.contact": gettext_lazy("Number that visitors call changed"),
    "cocoon.preset": gettext_lazy("Settings for cocoons changed"),
    "cocoon.preset_reset": gettext_lazy("Settings for cocoons put back"),
    "door.added": gettext_lazy("Door added"),
    "door.dropped": gettext_lazy("Door left out"),
    "do_not_visit.added": gettext_lazy("Home put on the do-not-visit list"),
    "risk.run": gettext_lazy("Burglaries analysed"),
    "risk.proposed": gettext_lazy("Settings for cocoons proposed"),
    "risk.accepted": gettext_lazy("Proposed settings for cocoons accepted"),
    "risk.declined": gettext_lazy("Proposed settings for cocoons declined"),
    "risk.defaults": gettext_lazy("Published settings for cocoons used again"),
    "do_not_visit.removed": gettext_lazy("Home taken off the do-not-visit list"),
    "round.made": gettext_lazy("Round made"),
    "round.assigned": gettext_lazy("Round assigned"),
    "round.taken": gettext_lazy("Round taken"),
    "round.printed": gettext_lazy("Round printed"),
    "round.typed_in": gettext_lazy("Paper results typed in"),
    "visit.clock_corrected": gettext_lazy("Time of a visit corrected"),
    "task.opened": gettext_lazy("Task opened"),
    "task.taken": gettext_lazy("Task taken"),
    "task.open": gettext_lazy("Task opened again"),
    "task.done": gettext_lazy("Task done"),
    "task.not_needed": gettext_lazy("Task not needed"),
    "task.withdrawn": gettext_lazy("Task taken back"),
    "task.exported": gettext_lazy("Tasks exported"),
    "dwelling.seen": gettext_lazy("Home opened"),
    "places.imported": gettext_lazy("Places imported"),
    "person.role": gettext_lazy("Person given a role"),
    "person.role_ended": gettext_lazy("Person’s role ended"),
    "person.invited": gettext_lazy("Person invited"),
    "person.invited_again": gettext_lazy("Person invited again"),
    "person.invitation_withdrawn": gettext_lazy("Invitation withdrawn"),
    "person.joined": gettext_lazy("Invitation accepted"),
    "account.address_changed": gettext_lazy("Address of an account changed"),
    "person.renamed": gettext_lazy("Person’s name changed"),
    "person.ended": gettext_lazy("Person’s work ended"),
    "alarm_account.enrolled": gettext_lazy("Alarm panel enrolled"),
    "alarm_account.changed": gettext_lazy("Alarm panel changed"),
    "alarm_account.retired": gettext_lazy("Alarm panel taken out of service"),
    "alarm_account.test": gettext_lazy("Alarm panel put in or out of test mode"),
    "alarm_account.letter": gettext_lazy("Household written to about false alarms"),
    "alarm_contact.added": gettext_lazy("Contact for alarms added"),
    "alarm_contact.changed": gettext_lazy("Contact for alarms changed"),
    "alarm_contact.moved": gettext_lazy("Order of contacts for alarms changed"),
    "alarm_contact.removed": gettext_lazy("Contact for alarms removed"),
    "alarm.taken": gettext_lazy("Alarm taken"),
    "alarm.released": gettext_lazy("Alarm put back in the queue"),
    "alarm.handed_over": gettext_lazy("Alarm offered to a colleague"),
    "alarm.called": gettext_lazy("Call about an alarm written down"),
    "alarm.verified": gettext_lazy("Burglary alarm confirmed"),
    "alarm.note": gettext_lazy("Note on an alarm written"),
    "alarm.closed": gettext_lazy("Alarm closed"),
    "alarm_centre.made": gettext_lazy("Alarm centre made"),
    "alarm_centre.operator": gettext_lazy("Operator of an alarm centre added"),
    "alarm_centre.operator_ended": gettext_lazy("Operator’s work at an alarm centre ended"),
    "retention.applied": gettext_lazy("Old personal data cleared"),
    "demonstration.seeded": gettext_lazy("Demonstration data written"),
}
SUBJECTS: Final[dict[str, Promise]] = {
    "log": gettext_lazy("log"),
    "import": gettext_lazy("import"),
    "burglary": gettext_lazy("burglary"),
    "cocoon": gettext_lazy("cocoon"),
    "do_not_visit": gettext_lazy("do-not-visit entry"),
    "task": gettext_lazy("task"),
    "dwelling": gettext_lazy("home"),
    "alarm": gettext_lazy("alarm"),
    "alarm_account": gettext_lazy("alarm panel"),
    "alarm_centre": gettext_lazy("alarm centre"),
    "user": gettext_lazy("person"),
    "invitation": gettext_lazy("invitation"),
    "news": gettext_lazy("news"),
    "demonstration": gettext_lazy("demonstration"),
    "risk_run": gettext_lazy("analysis"),
    "risk_proposal": gettext_lazy("proposal"),
}
# What somebody was refused.
MAY: Final[dict[str, Promise]] = {
    "people.manage": gettext_lazy("managing people"),
    "audit.read": gettext_lazy("the log"),
    "desk.see": gettext_lazy("the desk’s pages"),
    "burglary.see": gettext_lazy("the burglaries"),
    "burglary.report": gettext_lazy("reporting a burglary"),
    "burglary.confirm": gettext_lazy("confirming a burglary"),
    "burglary.police": gettext_lazy("the police part"),
    "burglary.withdraw": gettext_lazy("withdrawing a burglary"),
    "burglary.correct": gettext_lazy("correcting a burglary"),
    "burglary.import": gettext_lazy("importing burglaries"),
    "news.settings": gettext_lazy("the news setting"),
    "cocoon.see": gettext_lazy("cocoons"),
    "cocoon.plan": gettext_lazy("planning a cocoon"),
    "cocoon.settings": gettext_lazy("settings for cocoons"),
    "round.assign": gettext_lazy("assigning rounds"),
    "round.visit": gettext_lazy("visiting doors"),
    "task.see": gettext_lazy("the list of what is to be done"),
    "task.do": gettext_lazy("seeing to what is to be done"),
    "risk.see": gettext_lazy("analyses"),
    "risk.run": gettext_lazy("running an analysis"),
    "risk.settings": gettext_lazy("settings for cocoons"),
    "alarm.see": gettext_lazy("alarms"),
    "alarm.handle": gettext_lazy("handling alarms"),
    "alarm.accounts": gettext_lazy("alarm panels"),
    "alarm.enrol": gettext_lazy("enrolling alarm panels"),
    "places.search": gettext_lazy("the address search"),
    "places.map": gettext_lazy("the map"),
    "layers.read": gettext_lazy("map layers"),
}
DETAILS: Final[dict[str, Promise]] = {
    "source": gettext_lazy("source"),
    "fields": gettext_lazy("fields"),
    "doors": gettext_lazy("doors"),
    "door": gettext_lazy("door"),
    "round": gettext_lazy("round"),
    "visits": gettext_lazy("visits"),
    "rows": gettext_lazy("rows"),
    "minutes": gettext_lazy("minutes"),
    "result": gettext_lazy("result"),
    "rounds": gettext_lazy("rounds"),
    "place": gettext_lazy("place"),
    "personal": gettext_lazy("with personal data"),
    "role": gettext_lazy("role"),
    "roles": gettext_lazy("roles"),
    "reason": gettext_lazy("reason"),
    "kinds": gettext_lazy("kinds"),
    "radius_m": gettext_lazy("metres around"),
    "watch_days": gettext_lazy("days of watch"),
    "ranking": gettext_lazy("order of doors"),
    "run": gettext_lazy("analysis"),
    "page": gettext_lazy("page"),
    "times": gettext_lazy("times within a minute"),
    "matched": gettext_lazy("features in all"),
    "layer": gettext_lazy("layer"),
    "token": gettext_lazy("access token"),
    "key": gettext_lazy("sign-in provider"),
    "people": gettext_lazy("people"),
    "second_step": gettext_lazy("second step asked of"),
    "stranger": gettext_lazy("unknown address (digest)"),
    "first": gettext_lazy("first line"),
    "last": gettext_lazy("last line"),
}
# What those details hold, where it is a code.
VALUES: Final[dict[str, Mapping[str, str | Promise]]] = {
    "source": incidents.words.SOURCES,
    "fields": {**alarms.words.FIELDS, **incidents.words.COLUMNS},
    "role": ROLE_NAMES,
    "kinds": risk.words.KINDS,
    "ranking": risk.words.RANKINGS,
    "result": {
        **alarms.words.CALL_RESULTS,
        **alarms.words.CLOSE_REASONS,
        **alarms.words.VERIFICATIONS,
    },
    "reason": {**cocoons.words.DROP_REASONS, **cocoons.words.DO_NOT_VISIT_REASONS},
}
YES_NO: Final[dict[str, Promise]] = {"True": gettext_lazy("yes"), "False": gettext_lazy("no")}
MEASURES: Final[dict[str, Promise]] = {
    "cocoon_visit": gettext_lazy("Cocoon visit"),
    "alarm": gettext_lazy("Verified home alarm"),
}
AUTHORITIES: Final[dict[str, Promise]] = {
    "police": gettext_lazy("Police"),
    "municipality": gettext_lazy("Municipality"),
    "system": gettext_lazy("The system"),
}


def said(table: Mapping[str, str | Promise], code: str) -> str:
    """A code in words; the code itself where there are none."""
    return str(table.get(code, code))


def outcome(code: str | None) -> str:
    """What became of a visit; nothing for a door where nobody has been."""
    return str(cocoons.words.OUTCOMES.get(code or "", ""))


def doors_left(counts: cocoons.Coverage) -> str:
    """How many doors nobody has visited yet."""
    left = counts.eligible - counts.visited
    return ngettext(
        "%(left)d of %(eligible)d door left", "%(left)d of %(eligible)d doors left", counts.eligible
    ) % {"left": left, "eligible": counts.eligible}


def coverage(reach: rules.Reach) -> str:
    """Coverage in a sentence, with the counts that it comes from."""
    if reach.percent is None:
        return _("No cocoon’s 48 hours ended in these four weeks.")
    return ngettext(
        "%(within)d of %(eligible)d doors were talked to within 48 hours, around %(cocoons)d burglary.",
        "%(within)d of %(eligible)d doors were talked to within 48 hours, around %(cocoons)d burglaries.",
        reach.cocoons,
    ) % {"within": reach.within_clock, "eligible": reach.eligible, "cocoons": reach.cocoons}
