"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class PublicConfig(AppConfig):
    """Pages for everybody."""

    name = "kokong.public"

    def ready(self) -> None:
        """Say who may publish, how long it is known who did, and where."""
        from kokong.kernel import navigation, public, retention, said
        from kokong.people import api as people
        from kokong.pictures import api as pictures
        from kokong.tasks import api as tasks

        from . import crests, hosting, jobs, keeping, leading, log_words, own_pages, reports, rules, work

        people.declare(rules.MAY)
        said.declare(log_words.words())
        keeping.declare_what_stays()
        for rule in keeping.RULES:
            retention.declare(rule)
        tasks.declare(reports.KIND)
        tasks.offer(reports.KIND.code, tasks.Way("public:reports", gettext_lazy("See the report"), "public.site"))
        for page in own_pages.PAGES:
            public.offer(page)
        pictures.register(crests.subject())
        public.on_change(jobs.heard)
        public.led_by(leading)
        public.found_at(hosting.own_host)
        public.known_by(lambda name: work.is_published(name=name))
        navigation.offer(
            navigation.Item(
                gettext_lazy("Public pages"), "public:list", icon="globe", order=92, roles=rules.DESK, menu=True
            )
        )
