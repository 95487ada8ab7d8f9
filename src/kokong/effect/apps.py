"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class EffectConfig(AppConfig):
    """Looks back: evaluations that are registered before anybody looks."""

    name = "kokong.effect"

    def ready(self) -> None:
        """Declare who may, what the log says and how long it is kept; offer the pages."""
        from kokong.kernel import said
        from kokong.people import api as people
        from kokong.tasks import api as tasks

        from . import rules
        from .log_words import WORDS

        people.declare(rules.MAY)
        said.declare(WORDS)
        from kokong.kernel import diary, navigation, retention

        from . import keeping
        from .diary import records
        from .monitors import clock

        tasks.declare(clock.TASK)
        diary.offer(records)
        keeping.declare_what_stays()
        for rule in keeping.RULES:
            retention.declare(rule)
        label = gettext_lazy("Effect")
        navigation.offer(navigation.Item(label, "effect:list", icon="bar-chart", order=27, roles=rules.DESK))
