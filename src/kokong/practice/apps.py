"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class PracticeConfig(AppConfig):
    """Drills."""

    name = "kokong.practice"

    def ready(self) -> None:
        """Say who may begin a drill and take part, and how long it is known."""
        from kokong.kernel import navigation, said
        from kokong.people import api as people

        from . import jobs, keeping, log_words, rules  # noqa: F401

        people.declare(rules.MAY)
        said.declare(log_words.WORDS)
        keeping.declare_what_stays()
        label = gettext_lazy("Practise")
        navigation.offer(
            navigation.Item(
                label, "practice:start", icon="arrow-circlepath", order=91, roles=rules.DESK, menu=True
            )
        )
