"""The kernel as a Django app."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Tenancy, audit, events, retention, base pages."""

    name = "kokong.kernel"

    def ready(self) -> None:
        """Register the system checks and the periodic jobs; declare how long the kernel's words stay."""
        from . import checks, jobs, keeping, retention  # noqa: F401

        keeping.declare_what_stays()
        for rule in keeping.RULES:
            retention.declare(rule)
