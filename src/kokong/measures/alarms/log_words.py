"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

from . import words
from .calls import words as call_words

WORDS: Final = LogWords(
    actions={
        "alarm_contact.seen": _("Contacts for alarms read"),
        "alarm_contact.sought": _("Homes with an alarm found by a contact"),
        "alarm_account.enrolled": _("Alarm panel enrolled"),
        "alarm_account.imported": _("Alarm panels imported from a file"),
        "alarm_account.keys_taken": _("Keys that an import made taken out"),
        "alarm_account.changed": _("Alarm panel changed"),
        "alarm_account.retired": _("Alarm panel taken out of service"),
        "alarm_account.paused": _("Alarm panel or zone put in test or out of service for a while"),
        "alarm_account.resumed": _("Alarm panel or zone put back in service"),
        "alarm_account.expected_test": _("What test is expected of an alarm panel changed"),
        "alarm_account.expected_hours": _("In what hours a home with an alarm is open changed"),
        "alarm_account.test": _("Alarm panel put in or out of test mode"),
        "alarm.accounts_exported": _("Homes with an alarm exported"),
        "alarm_account.letter": _("Household written to about false alarms"),
        "alarm_account.call": _("Call about a home written down"),
        "alarm_account.report": _("A home’s year of alarms written as a report"),
        "alarm_account.routine": _("Code word or routine of a home changed"),
        "alarm_account.word_checked": _("Code word of a home checked"),
        "alarm_call.seen": _("Calls about a home read"),
        "alarm_contact.added": _("Contact for alarms added"),
        "alarm_contact.changed": _("Contact for alarms changed"),
        "alarm_contact.moved": _("Order of contacts for alarms changed"),
        "alarm_contact.removed": _("Contact for alarms removed"),
        "alarm.taken": _("Alarm taken"),
        "alarm.released": _("Alarm put back in the queue"),
        "alarm.handed_over": _("Alarm offered to a colleague"),
        "alarm.called": _("Call about an alarm written down"),
        "alarm.verified": _("Burglary alarm confirmed"),
        "alarm.note": _("Note on an alarm written"),
        "alarm.closed": _("Alarm closed"),
        "alarm.taken_over": _("Alarm taken over"),
        "alarm.seen": _("Alarm that went away by itself seen"),
        "alarm.reminder": _("Reminder on an alarm set"),
        "alarm.put_away": _("Reminder on an alarm put away"),
        "alarm.answers_exported": _("Answer times exported"),
        "alarm_centre.made": _("Alarm centre made"),
        "alarm_centre.operator": _("Operator of an alarm centre added"),
        "alarm_centre.operator_ended": _("Operator’s work at an alarm centre ended"),
    },
    subjects={
        "alarm": _("alarm"),
        "alarm_account": _("alarm panel"),
        "alarm_answers": _("answer times"),
        "alarm_centre": _("alarm centre"),
    },
    details={
        "result": _("result"),
        "year": _("year"),
    },
    values={
        "fields": words.FIELDS,
        "result": {**words.CALL_RESULTS, **words.CLOSE_REASONS, **words.VERIFICATIONS, **call_words.IDENTITIES},
    },
    refused={
        "alarm.see": _("alarms"),
        "alarm.handle": _("handling alarms"),
        "alarm.accounts": _("alarm panels"),
        "alarm.enrol": _("enrolling alarm panels"),
        "alarm.supervise": _("supervising alarms"),
    },
)
