"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

from .areas import words as area_words
from .quiet import words

WORDS: Final = LogWords(
    actions={
        "places.imported": _("Places imported"),
        "do_not_visit.seen": _("Do-not-visit list read"),
        "do_not_visit.added": _("Home put on the do-not-visit list"),
        "do_not_visit.removed": _("Home taken off the do-not-visit list"),
        "area.made": _("Area made"),
        "area.changed": _("Area given another outline"),
        "area.renamed": _("Area given another name"),
        "area.retired": _("Area retired"),
        "area.restored": _("Area used again"),
        "area.file_read": _("File with areas read"),
        "area.file_taken": _("Areas taken from a file"),
        "area.exported": _("Areas exported"),
        "area.homes_exported": _("Homes of an area exported"),
    },
    subjects={
        "area": _("area"),
        "do_not_visit": _("do-not-visit entry"),
        "area_file": _("file with areas"),
    },
    details={
        "kind": _("kind"),
        "areas": _("areas"),
        "made": _("made"),
        "changed": _("changed"),
        "same": _("as before"),
        "left": _("left out"),
    },
    values={"reason": words.REASONS, "kind": area_words.KINDS},
    refused={
        "do_not_visit.edit": _("the do-not-visit list"),
        "places.search": _("the address search"),
        "places.map": _("the map"),
        "area.see": _("the areas"),
        "area.edit": _("drawing areas"),
        "places.import": _("importing addresses"),
    },
)
