"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class SendingConfig(AppConfig):
    """Every message to a person."""

    name = "kokong.sending"

    def ready(self) -> None:
        """Register the jobs; declare roles, words and periods; offer the page of what one is told."""
        from kokong.install import doctor
        from kokong.kernel import installation, navigation, retention, said
        from kokong.people import api as people

        from . import delivery, keeping, rules, sender  # noqa: F401
        from .digests import gathering  # noqa: F401
        from .doctor import look
        from .log_words import WORDS
        from .mailings import handing, passing, starting  # noqa: F401

        people.declare(rules.MAY)
        said.declare(WORDS)
        doctor.declare(look)
        doctor.declare(sender.look)
        keeping.declare_what_stays()
        for rule in keeping.RULES:
            retention.declare(rule)
        label = gettext_lazy("What I am told")
        item = navigation.Item(
            label, "sending:mine", icon="bell", order=80, roles=frozenset(people.ROLES), menu=True
        )
        navigation.offer(item)
        many = gettext_lazy("Mailings")
        navigation.offer(
            navigation.Item(many, "mailings:list", icon="file-text", order=81, roles=rules.DESK, menu=True)
        )
        if installation.current().demo:
            sent = gettext_lazy("What was sent")
            navigation.offer(
                navigation.Item(
                    sent, "outbox:list", icon="bell", order=82, roles=frozenset(people.ROLES), menu=True
                )
            )
