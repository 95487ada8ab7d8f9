"""The kernel as a Django app."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Tenancy, audit, events, retention, base pages."""

    name = "kokong.kernel"

    def ready(self) -> None:
        """Register the system checks and the periodic jobs."""
        from . import checks, jobs, retention  # noqa: F401
