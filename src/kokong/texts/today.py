"""What of the texts waits today: words to approve, and articles that came with other words."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kokong.kernel.today import Day, Line, section
from kokong.people import api as people

from . import editions, kinds, reading, rules, words
from .values import Text


def day(*, actor: people.Actor, now: datetime) -> Day:  # noqa: ARG001
    """Texts that the other authority has proposed, and own words whose article has a new edition."""
    if not actor.may("text.see"):
        return Day()
    proposed = [each for each in reading.texts() if _to_approve(each, actor)]
    newer = [each.text for each in editions.all_compared() if each.waits] if actor.may("text.publish") else []
    lists = reverse("texts:list"), reverse("texts:library")
    return Day(
        sections=(
            section(
                "texts_to_approve", _("Texts to approve"), [_line(each, "texts:text") for each in proposed],
                url=f"{lists[0]}?state=proposed", column="second",
            ),
            section(
                "new_editions", _("Articles with a new edition"), [_line(each, "texts:edition") for each in newer],
                url=lists[1], column="second",
            ),
        )
    )  # fmt: skip


def _to_approve(text: Text, actor: people.Actor) -> bool:
    return text.state == "proposed" and rules.approves(text.standing, actor.authority)


def _line(text: Text, page: str) -> Line:
    said = f"{kinds.title(text.kind)} · {words.LANGUAGES[text.language]}"
    return Line(text.words.title, said, reverse(page, args=[text.id]))
