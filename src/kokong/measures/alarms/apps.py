"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class AlarmsConfig(AppConfig):
    """Accounts, events, alarms."""

    name = "kokong.measures.alarms"

    def ready(self) -> None:
        """Declare how long things are kept; offer operators the console, coordinators the homes with an alarm."""
        from kokong.kernel import navigation, retention

        from . import keeping

        keeping.declare_what_stays()
        for rule in keeping.RULES:
            retention.declare(rule)
        operator, coordinator = frozenset({"alarm_operator"}), frozenset({"coordinator"})
        console, homes = gettext_lazy("Alarms"), gettext_lazy("Homes with an alarm")
        navigation.offer(navigation.Item(console, "alarms:console", icon="bell", order=10, roles=operator))
        navigation.offer(
            navigation.Item(homes, "alarms:accounts", icon="shield-checkmark", order=60, roles=operator)
        )
        navigation.offer(
            navigation.Item(
                homes, "alarms:accounts", icon="shield-checkmark", order=60, roles=coordinator, menu=True
            )
        )
