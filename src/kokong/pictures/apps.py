"""The room as a Django app."""

from django.apps import AppConfig


class PicturesConfig(AppConfig):
    """Photos of what the measures are about."""

    name = "kokong.pictures"

    def ready(self) -> None:
        """Declare who handles pictures and how long they stay."""
        from kokong.kernel import retention, said
        from kokong.people import api as people

        from . import keeping, rules
        from .log_words import WORDS

        people.declare(rules.MAY)
        said.declare(WORDS)
        keeping.declare_what_stays()
        for rule in keeping.RULES:
            retention.declare(rule)
