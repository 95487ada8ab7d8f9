"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class CocoonsConfig(AppConfig):
    """Cocoon, door, round, visit."""

    name = "kokong.measures.cocoons"

    def ready(self) -> None:
        """Declare how long addresses and names stay; offer the list, and visitors their rounds."""
        from kokong.kernel import features, navigation, retention
        from kokong.tasks import api as tasks

        from . import keeping, words
        from .features import COCOONS, DOORS

        features.offer(COCOONS)
        features.offer(DOORS)
        keeping.declare_what_stays()
        for rule in keeping.RULES:
            retention.declare(rule)
        wants = words.FOLLOW_UPS
        tasks.declare(tasks.Kind("wish.watch_group", wants["watch_group"], icon="person-group"))
        tasks.declare(tasks.Kind("wish.kit", wants["kit"], icon="tag"))
        tasks.declare(tasks.Kind("wish.home_check", wants["home_check"], icon="house"))
        tasks.declare(tasks.Kind("wish.sign", wants["sign"], icon="exclamationmark-triangle"))
        label, desk = gettext_lazy("Cocoons"), frozenset({"officer", "coordinator"})
        navigation.offer(navigation.Item(label=label, view="cocoons:list", icon="mark", order=30, roles=desk))
        for roles, menu in ((frozenset({"visitor"}), False), (desk, True)):
            mine = gettext_lazy("My rounds")
            navigation.offer(navigation.Item(mine, "field:rounds", icon="door", order=10, roles=roles, menu=menu))
