"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class TextsConfig(AppConfig):
    """The municipality's own words."""

    name = "kokong.texts"

    def ready(self) -> None:
        """Say who may write and publish, how long it is known who did, and what everybody reads."""
        from kokong.kernel import navigation, public, retention, said
        from kokong.people import api as people
        from kokong.pictures import api as pictures

        from . import album, clock, keeping, log_words, pages_for_everybody, rules

        people.declare(rules.MAY)
        pictures.register(album.subject())
        said.declare(log_words.WORDS)
        keeping.declare_what_stays()
        for rule in keeping.RULES:
            retention.declare(rule)
        for page in pages_for_everybody.PAGES:
            public.offer(page)
        assert clock.look  # its job is known to workers
        navigation.offer(
            navigation.Item(
                gettext_lazy("Texts"), "texts:list", icon="file-text", order=91, roles=rules.DESK, menu=True
            )
        )
