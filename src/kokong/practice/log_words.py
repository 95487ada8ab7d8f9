"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

WORDS: Final = LogWords(
    actions={"practice.began": _("Drill begun"), "practice.ended": _("Drill ended")},
    subjects={},
    details={"kind": _("kind"), "people": _("people")},
    refused={"practice.begin": _("beginning a drill"), "practice.see": _("the drill")},
)
