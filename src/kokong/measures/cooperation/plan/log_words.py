"""How the log is said: what this part writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

from . import words

WORDS: Final = LogWords(
    actions={
        "action_plan.begun": _("Action plan begun"),
        "action_plan.written": _("Action plan written"),
        "action_plan.decide": _("Action plan decided by the board"),
        "action_plan.drop": _("Action plan dropped"),
        "action_plan.follow_up": _("Action plan followed up"),
        "action_plan.replace": _("Action plan replaced by a newer one"),
        "action_plan.reported": _("Action plan reported to the council"),
        "action_plan.exported": _("Action plans exported"),
        "plan_item.added": _("Line of an action plan added"),
        "plan_item.written": _("Line of an action plan written"),
        "plan_item.removed": _("Line of an action plan taken away"),
        "plan_item.given": _("Line of an action plan given to somebody"),
        "plan_item.linked": _("Evaluation of a line of an action plan said"),
        "plan_item.start": _("Line of an action plan begun"),
        "plan_item.finish": _("Line of an action plan done"),
        "plan_item.give_up": _("Line of an action plan not done"),
        "plan_item.reopen": _("Line of an action plan taken up again"),
    },
    subjects={"action_plan": _("action plan"), "plan_item": _("line of an action plan")},
    values={
        "from": {**words.STATES, **words.ITEM_STATES},
        "to": {**words.STATES, **words.ITEM_STATES},
    },
)
