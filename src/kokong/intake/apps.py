"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class IntakeConfig(AppConfig):
    """Tables of any kind taken in."""

    name = "kokong.intake"

    def ready(self) -> None:
        """Declare how long files are kept; offer the list."""
        from kokong.kernel import looks, navigation, retention, said
        from kokong.people import api as people

        from . import ground, importers, keeping, rules
        from .addresses.kind import ADDRESSES
        from .log_words import WORDS

        people.declare(rules.MAY)
        said.declare(WORDS)
        looks.declare(ground.LOOK)
        importers.register_whole(ADDRESSES)
        keeping.declare_what_stays()
        for rule in keeping.RULES:
            retention.declare(rule)
        roles = rules.MAY["import.see"]
        navigation.offer(
            navigation.Item(
                gettext_lazy("Imports"), "intake:list", icon="file-import", order=80, roles=roles, menu=True
            )
        )
