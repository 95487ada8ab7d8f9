"""How the log is said: what this part writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

WORDS: Final = LogWords(actions={"diary.taken": _("Register of public documents saved")})
