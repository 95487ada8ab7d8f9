"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

WORDS: Final = LogWords(
    actions={
        "text.written": _("Text written"),
        "text.rewritten": _("New wording of a text saved"),
        "text.propose": _("Text sent to the other authority"),
        "text.send_back": _("Text sent back to be changed"),
        "text.approve": _("Text approved"),
        "text.schedule": _("Text to be published later"),
        "text.call_off": _("Text not to be published later after all"),
        "text.publish": _("Text published"),
        "text.take_back": _("Text taken back"),
        "text.exported": _("Texts exported"),
        "text.readdress": _("Text given another address"),
        "text.keep_ours": _("Own text kept beside a new edition of its article"),
        "text.take_new": _("Own text given up for a new edition of its article"),
        "library.hidden": _("Article of the library hidden"),
        "library.shown": _("Article of the library shown again"),
        "text.expire": _("Text no longer shown: its time was over"),
    },
    subjects={"text": _("text"), "article": _("article of the library")},
    details={"article": _("article"), "kind": _("kind"), "revision": _("revision")},
    refused={
        "text.see": _("the municipality's texts"),
        "text.write": _("writing texts"),
        "text.approve": _("approving texts"),
        "text.publish": _("publishing texts"),
    },
)
