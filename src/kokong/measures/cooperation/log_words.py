"""How the log is said; each part has words for what it writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords, joined

from .agreement.log_words import WORDS as AGREEMENT
from .best.log_words import WORDS as BEST
from .diary.log_words import WORDS as DIARY
from .hours.log_words import WORDS as HOURS
from .picture.log_words import WORDS as PICTURE
from .plan.log_words import WORDS as PLAN
from .rhythm.log_words import WORDS as RHYTHM

OURS: Final = LogWords(
    refused={"cooperation.see": _("the cooperation"), "cooperation.do": _("working on the cooperation")}
)
WORDS: Final = joined(OURS, PICTURE, PLAN, RHYTHM, BEST, HOURS, AGREEMENT, DIARY)
