"""People as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts, organisations, roles."""

    name = "kokong.people"

    def ready(self) -> None:
        """Declare how long accounts, sign-ins and what people are stay, and hear the sign-in library."""
        from kokong.kernel import retention, said

        from . import account_events, keeping
        from .log_words import WORDS

        account_events.listen()
        said.declare(WORDS)
        keeping.declare_what_stays()
        for rule in keeping.RULES:
            retention.declare(rule)
