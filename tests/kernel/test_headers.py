"""Every answer tells browsers what they may do with it, whoever gave it."""

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast


@pytest.mark.parametrize("host", ["testserver", "evil.example"])
@pytest.mark.parametrize(
    "path",
    ["/account/login/", "/nowhere/", "/healthz", "/static/kokong/favicon.svg", "/field/sw.js", "/api/v1/alarms/"],
)
def test_what_it_tells(db: None, path: str, host: str) -> None:
    answer = Client().get(path, headers={"host": host})
    answer.close()
    headers = answer.headers
    assert "camera=()" in headers["Permissions-Policy"]
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_a_signed_in_browser_keeps_no_answer(cast: Cast) -> None:
    browser = cast.client(cast.coordinator)
    for path, host in (("/burglaries/", "testserver"), ("/nowhere/", "testserver"), ("/", "evil.example")):
        assert "no-store" in browser.get(path, headers={"host": host}).headers["Cache-Control"], path
    files = f"{settings.STATIC_URL}kokong/favicon.svg"
    file = browser.get(files)
    file.close()
    assert "no-store" not in file.headers.get("Cache-Control", "")
