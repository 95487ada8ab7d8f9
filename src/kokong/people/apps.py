"""People as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class PeopleConfig(AppConfig):
    """Accounts, organisations, roles."""

    name = "kokong.people"

    def ready(self) -> None:
        """Declare how long ended access tokens, invitations and addresses stay, and hear the sign-in library."""
        from kokong.kernel import retention

        from . import account_events, invitations, members, tokens

        account_events.listen()

        ended = _("The token has ended; that it was made stays in the log.")
        retention.declare(retention.Rule("access tokens", ended, tokens.KEPT, tokens.forget))
        over = _("The invitation is over; that it was made stays in the log.")
        retention.declare(retention.Rule("invitations", over, invitations.KEPT, invitations.forget))
        left = _("They no longer work here; their name stays beside what they did.")
        retention.declare(retention.Rule("addresses of former colleagues", left, members.KEPT, members.forget))
