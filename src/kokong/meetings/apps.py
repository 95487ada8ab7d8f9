"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class MeetingsConfig(AppConfig):
    """Invitation, attendance, minutes."""

    name = "kokong.meetings"

    def ready(self) -> None:
        """Say who may hold meetings, what people are written, and how long it is known who came."""
        from kokong.kernel import navigation, retention, said
        from kokong.people import api as people
        from kokong.sending import api as sending

        from . import clock, keeping, kinds, log_words, messages, rules  # noqa: F401

        people.declare(rules.MAY)
        people.opens_own_scope("/m/", "/calendar/")
        said.declare(log_words.WORDS)
        keeping.declare_what_stays()
        for rule in keeping.RULES:
            retention.declare(rule)
        for sort in messages.KINDS:
            sending.declare(sort)
        label = gettext_lazy("Meetings")
        navigation.offer(
            navigation.Item(label, "meetings:list", icon="calendar", order=36, roles=rules.DESK, menu=True)
        )
        kinds.declare(kinds.MeetingKind("meeting", gettext_lazy("Meeting")))
