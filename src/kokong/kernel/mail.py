"""Sending e-mail: by SMTP where an address is set, otherwise into files under the data folder."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.mail.backends import filebased, smtp

from . import installation


def InstallationEmailBackend(fail_silently: bool = False, **_: Any) -> smtp.EmailBackend | filebased.EmailBackend:  # noqa: N802
    """The backend that KOKONG_EMAIL_URL names: `smtp[s]://user:password@host:port`; files without it."""
    here = installation.current()
    if here.email is None:
        return filebased.EmailBackend(file_path=str(here.home / "mail"), fail_silently=fail_silently)
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
