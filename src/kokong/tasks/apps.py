"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class TasksConfig(AppConfig):
    """Who does what by when."""

    name = "kokong.tasks"

    def ready(self) -> None:
        """Declare how long tasks keep their home and people; offer the list."""
        from kokong.kernel import said
        from kokong.people import api as people

        from . import kinds, rules
        from .log_words import WORDS

        people.declare(rules.MAY)
        said.declare(WORDS)
        from kokong.kernel import navigation, retention

        from . import keeping

        keeping.declare_what_stays()
        for rule in keeping.RULES:
            retention.declare(rule)
        kinds.declare(
            kinds.Kind(
                "job.failed",
                gettext_lazy("Automatic work failed. Mend the cause; once this is done it runs again."),
                icon="wrench",
                roles=frozenset({"coordinator"}),
                home=False,
            )
        )
        label, desk = gettext_lazy("To do"), frozenset({"officer", "coordinator"})
        navigation.offer(
            navigation.Item(label, "tasks:list", icon="clipboard-checkmark", order=35, roles=desk, menu=True)
        )
