"""The flows as a Django app: loading it subscribes them all."""

import importlib
import pkgutil

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    """Subscribes every flow."""

    name = "kokong.flows"

    def ready(self) -> None:
        """Import each file of the folder; its functions subscribe themselves."""
        package = importlib.import_module(self.name)
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{self.name}.{module.name}")
