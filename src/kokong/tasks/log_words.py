"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

WORDS: Final = LogWords(
    actions={
        "task.opened": _("Task opened"),
        "task.taken": _("Task taken"),
        "task.open": _("Task opened again"),
        "task.done": _("Task done"),
        "task.not_needed": _("Task not needed"),
        "task.withdrawn": _("Task taken back"),
        "task.reminder": _("Reminder of a task set"),
        "task.exported": _("Tasks exported"),
    },
    subjects={
        "task": _("task"),
    },
    details={"kind": _("kind")},
    refused={
        "task.see": _("the list of what is to be done"),
        "task.do": _("seeing to what is to be done"),
    },
)
