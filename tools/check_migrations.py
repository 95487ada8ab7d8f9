"""Fail when a model changed without its migration, or a system check complains. Starts no database."""

import os
import sys

import django
from django.apps import apps
from django.core import checks
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState


def missing() -> list[str]:
    """Rooms whose models are ahead of their migrations."""
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("kokong.")}
    return sorted(set(detector.changes(graph=loader.graph)) & ours)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kokong.config.settings")
    django.setup()
    complaints = [str(m) for m in checks.run_checks() if m.level >= checks.WARNING]
    stale = missing()
    for line in complaints + [f"{room}: the models changed; run makemigrations {room}" for room in stale]:
        print(line)
    sys.exit(1 if complaints or stale else 0)
