"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

from . import words
from .dialogue.words import STATES as DIALOGUES

WORDS: Final = LogWords(
    actions={
        "promise.begun": _("Promise begun"),
        "promise.written": _("Promise written"),
        "promise.signed": _("Promise signed"),
        "promise.described": _("Situation of a promise described"),
        "promise.agreed": _("Priorities of a promise agreed on"),
        "promise.worded": _("Text of a promise settled"),
        "promise.offer": _("Promise offered for signatures"),
        "promise.rewrite": _("Promise taken back to be rewritten"),
        "promise.begin": _("Promise signed by both"),
        "promise.look": _("Mid-term of a promise said"),
        "promise.report": _("Promise reported"),
        "promise.drop": _("Promise dropped"),
        "promise.action_added": _("Action of a promise added"),
        "promise.action_changed": _("Action of a promise counted otherwise"),
        "promise.action_dropped": _("Action of a promise taken away"),
        "promise.action_explained": _("Said why an action of a promise lags"),
        "foot.noted": _("Hours on foot noted"),
        "foot.taken_back": _("Hours on foot taken back"),
        "dialogue.begun": _("Dialogue begun"),
        "dialogue.open": _("Dialogue opened"),
        "dialogue.close": _("Dialogue closed"),
        "dialogue.tell": _("Told what was heard in a dialogue"),
        "dialogue.drop": _("Dialogue dropped"),
        "dialogue.led": _("Said which promise came of a dialogue"),
        "dialogue.grouped": _("Answers of a dialogue grouped"),
        "dialogue.answers_read": _("Answers of a dialogue read"),
        "promise.exported": _("Promises exported"),
    },
    subjects={
        "promise": _("citizen promise"),
        "dialogue": _("citizen dialogue"),
        "promise_action": _("action of a promise"),
        "foot": _("hours on foot"),
    },
    details={"authority": _("authority")},
    values={
        "authority": words.AUTHORITIES,
        "from": {**words.STATES, **DIALOGUES},
        "to": {**words.STATES, **DIALOGUES},
    },
    refused={
        "promise.see": _("citizen promises"),
        "promise.do": _("writing citizen promises"),
        "promise.foot": _("hours on foot"),
    },
)
