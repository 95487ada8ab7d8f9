"""The kernel as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class KernelConfig(AppConfig):
    """Tenancy, audit, events, retention, base pages."""

    name = "kokong.kernel"

    def ready(self) -> None:
        """Register the system checks, the periodic jobs and how long the log's words stay."""
        from . import checks, jobs, retention, searching  # noqa: F401

        then = _("What was read keeps its number in the log; the address that it had then goes.")
        rule = retention.Rule("words of the log", then, searching.KEPT, searching.forget_words)
        retention.declare(rule)
