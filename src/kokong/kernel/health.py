"""/healthz and /readyz, answered before sessions, sign-in and host checks."""

from collections.abc import Callable
from typing import Final

from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

SCHEME: Final = "X-Kokong-Scheme"
"""How the process believes that it was called: the doctor asks, since a proxy may forget to say."""

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class HealthMiddleware:
    """Answers the two probes; everything else passes through."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """`/healthz`: the process answers. `/readyz`: database and migrations are in order, else 503."""
        if request.path == "/healthz":
            return HttpResponse("ok\n", content_type="text/plain", headers={SCHEME: request.scheme or ""})
        if request.path == "/readyz":
            problem = _problem()
            return JsonResponse({"ready": problem is None, "problem": problem}, status=503 if problem else 200)
        return self.get_response(request)


def _problem() -> str | None:
    try:
        return "migrations are waiting" if waiting_migrations() else None
    except DatabaseError:
        return "the database does not answer"


def waiting_migrations(alias: str = "default") -> list[str]:
    """Names of the migrations that were not applied yet."""
    executor = MigrationExecutor(connections[alias])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
