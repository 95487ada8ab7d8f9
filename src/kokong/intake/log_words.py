"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel.said import LogWords

WORDS: Final = LogWords(
    actions={
        "import.rows_seen": _("Rows of a file read"),
        "import.police_rows_seen": _("Rows of a file of the police read"),
        "import.exported": _("List of imports exported"),
    },
    subjects={"import": _("import")},
    details={
        "taken": pgettext_lazy("import", "taken"),
        "already": pgettext_lazy("import", "already there"),
        "aside": pgettext_lazy("import", "left out"),
        "refused": pgettext_lazy("import", "refused"),
        "waiting": pgettext_lazy("import", "waiting"),
    },
    refused={"import.see": _("the list of imports")},
)
