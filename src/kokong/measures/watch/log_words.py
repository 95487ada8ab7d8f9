"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

from . import purposes, words
from .alerts import words as alert_words

WORDS: Final = LogWords(
    actions={
        "watch_group.made": _("Watch group written down"),
        "watch_group.renamed": _("Watch group renamed"),
        "watch_group.met": _("Neighbours of a watch group met"),
        "watch_group.checked": _("Roster of a watch group gone through"),
        "watch_group.plan_start": _("Start meeting of a watch group planned"),
        "watch_group.put_off": _("Start meeting of a watch group put off"),
        "watch_group.train": _("Watch group trained"),
        "watch_group.activate": _("Watch group active"),
        "watch_group.rest": _("Watch group dormant"),
        "watch_group.wake": _("Watch group active again"),
        "watch_group.close": _("Watch group closed"),
        "watch_group.hand_over": _("Watch group moved to another municipality"),
        "watch.group_taken_out": _("Whole watch group taken out"),
        "watch.group_taken_over": _("Watch group of another municipality taken in"),
        "watch_group.reopen": _("Watch group taken up again"),
        "watch.settings": _("Settings of watch groups changed"),
        "watch.exported": _("Watch groups exported"),
        "watch.roster_read": _("Roster of a watch group read"),
        "watch.roster_exported": _("Roster of a watch group exported"),
        "watch.rosters_exported": _("Rosters of watch groups taken out"),
        "watch.rosters_imported": _("Rosters of watch groups imported"),
        "watch.listed_told": _("People whom a list brought told of it"),
        "watch.home_answered": _("Answer of a home to a watch group written down"),
        "watch.person_added": _("Person added to a watch group"),
        "watch.person_invited": _("Person invited to a watch group"),
        "watch.person_joined": _("Person joined a watch group"),
        "watch.person_corrected": _("Member of a watch group corrected their own data"),
        "watch.printed": _("Paper of a watch group printed"),
        "watch.person_left": _("Person left a watch group"),
        "watch.role_named": _("Task in a watch group given"),
        "watch_alert.written": _("Alert written"),
        **{f"watch_alert.{code}": said for code, said in alert_words.LOG.items()},
        "watch.alerts_exported": _("Alerts exported"),
        "watch.replies_read": _("Answers to an alert read"),
        "watch_reply.came": _("Member answered an alert"),
        "watch_reply.answered": _("Member who answered an alert was answered"),
        "watch.decals_given": _("Decals given to a home"),
        "watch.decals_ordered": _("Decals of a watch group ordered"),
        "watch.person_confirmed": _("New member of a watch group confirmed"),
        "watch.person_trusted": _("Contact person let in to their group’s pages"),
        "watch.away_said": _("Absence of a home written down"),
        "watch.away_read": _("Absences of homes read"),
        "watch.away_taken_back": _("Absence of a home removed"),
        "watch.noted": _("Observation of a watch group written down"),
        "watch.note_removed": _("Observation of a watch group removed"),
        "watch.asked": _("Question of a watch group asked"),
        "watch.answered": _("Question of a watch group answered"),
    },
    subjects={
        "watch_group": _("watch group"),
        "watch_member": _("member of a watch group"),
        "watch_household": _("home in a watch group"),
        "watch_alert": _("alert"),
        "watch_reply": _("answer to an alert"),
    },
    details={"state": _("answer"), "letters": _("letters"), "whom": _("asked of")},
    values={
        "from": {**words.STATES, **alert_words.STATES},
        "to": {**words.STATES, **alert_words.STATES},
        "state": words.HOMES,
        "role": words.ROLES,
        "whom": words.ASKED,
        "purpose": {purposes.code_of(each): said for each, said in purposes.PURPOSES.items()},
    },
    refused={
        "watch.see": _("watch groups"),
        "watch.do": _("seeing to watch groups"),
        "watch.settings": _("settings of watch groups"),
        "watch.move": _("moving watch groups"),
        "watch.trust": _("letting contact persons in"),
        "watch.care": _("looking after a watch group"),
    },
)
