"""The database backend named in the settings."""

from typing import Any

from django.db.backends.postgresql import base
from psycopg.conninfo import conninfo_to_dict

from kokong.kernel import installation

from .. import embedded


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL; without an address the embedded server of this installation."""

    def get_connection_params(self) -> dict[str, Any]:
        """Connection parameters, resolved late so that loading the settings starts nothing."""
        params: dict[str, Any] = {**super().get_connection_params(), **self._server()}
        if name := self.settings_dict["NAME"]:
            params["dbname"] = name
        return params

    def _server(self) -> dict[str, Any]:
        here = installation.current()
        process = self.process
        if here.embedded:
            server = embedded.ensure_running(here.home)
            return conninfo_to_dict(server.as_process(process))
        return conninfo_to_dict(here.database(process))

    @property
    def process(self) -> str:
        """Whose role this connection has: an alias's own, or that of the running process."""
        return str(self.settings_dict["KOKONG_ROLE"] or installation.current().process)
