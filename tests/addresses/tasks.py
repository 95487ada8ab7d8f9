"""Every address of `tasks`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import act, page

INSIDE: Final = {
    "tasks:list": page("task.see"),
    "tasks:take": act("task.do"),
    "tasks:give-back": act("task.do"),
    "tasks:remind": act("task.do", day=""),
    "tasks:end": act("task.do", ending="not_needed", answer="Har redan en skylt"),
    "tasks:reopen": act("task.do"),
}
