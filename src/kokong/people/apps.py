"""People as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class PeopleConfig(AppConfig):
    """Accounts, organisations, roles."""

    name = "kokong.people"

    def ready(self) -> None:
        """Declare how long ended access tokens stay."""
        from kokong.kernel import retention

        from . import tokens

        ended = _("The token has ended; that it was made stays in the log.")
        retention.declare(retention.Rule("access tokens", ended, tokens.KEPT, tokens.forget))
