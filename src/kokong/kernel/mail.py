"""Sending e-mail: by SMTP where an address is set, otherwise into files under the data folder."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.mail.backends import filebased, smtp

from . import installation


class OwnFilesBackend(filebased.EmailBackend):
    """Messages as files. They hold links that set passwords: nobody else on the machine may read them."""

    def __init__(self, *, file_path: str, fail_silently: bool = False) -> None:
        super().__init__(file_path=file_path, fail_silently=fail_silently)
        Path(file_path).chmod(0o700)

    def open(self) -> bool:
        """Open this connection's file; False where it is open already."""
        opened: object = self.stream
        if opened is not None:
            return False
        name: str = self._get_filename()  # type: ignore[attr-defined]
        self.stream: Any = os.fdopen(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")
        return True


def InstallationEmailBackend(fail_silently: bool = False, **_: Any) -> smtp.EmailBackend | filebased.EmailBackend:  # noqa: N802
    """The backend that KOKONG_EMAIL_URL names: `smtp[s]://user:password@host:port`; files without it."""
    here = installation.current()
    if here.email is None:
        return OwnFilesBackend(file_path=str(here.home / "mail"), fail_silently=fail_silently)
    url = urlsplit(here.email)
    return smtp.EmailBackend(
        host=url.hostname,
        port=url.port or (465 if url.scheme == "smtps" else 25),
        username=unquote(url.username or ""),
        password=unquote(url.password or ""),
        use_ssl=url.scheme == "smtps",
        use_tls=url.scheme == "smtp+tls",
        timeout=10,
        fail_silently=fail_silently,
    )
