"""The database backend named in the settings."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base
from psycopg.conninfo import conninfo_to_dict

from .. import embedded, installation


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL; without a URL the embedded server of this installation."""

    def get_connection_params(self) -> dict[str, Any]:
        """Connection parameters, resolved late so that loading the settings starts nothing."""
        params: dict[str, Any] = {**super().get_connection_params(), **self._server()}
        if name := self.settings_dict["NAME"]:
            params["dbname"] = name
        return params

    def _server(self) -> dict[str, Any]:
        here = installation.current()
        owner = self.settings_dict["KOKONG_ROLE"] == "owner"
        if here.embedded:
            server = embedded.ensure_running(here.home)
            user = embedded.OWNER if owner else embedded.APP
            return conninfo_to_dict(server.conninfo(user=user, database="kokong"))
        url = here.owner_database if owner else here.app_database
        if url is None:
            raise ImproperlyConfigured(
                "KOKONG_DATABASE_OWNER_URL is not set. Migrations run as the owner role; "
                "`kokong database prepare` creates both roles and prints both addresses."
            )
        return conninfo_to_dict(url)
