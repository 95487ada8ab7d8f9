"""Every answer tells browsers what they may do with it, whoever gave it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests.cast import Cast


@pytest.fixture
def collected(tmp_path: Path) -> Iterator[str]:
    """Where the one collected file is served."""
    (tmp_path / "icon.svg").write_text("<svg/>")
    with override_settings(STATIC_ROOT=tmp_path):
        yield f"{settings.STATIC_URL}icon.svg"


@pytest.mark.parametrize("host", ["testserver", "evil.example"])
@pytest.mark.parametrize(
    "path",
    ["/account/login/", "/nowhere/", "/healthz", "/static/icon.svg", "/field/sw.js", "/api/v1/alarms/"],
)
def test_what_it_tells(db: None, collected: str, path: str, host: str) -> None:
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


def test_it_keeps_what_pages_are_drawn_with(cast: Cast, collected: str) -> None:
    file = cast.client(cast.coordinator).get(collected)
    file.close()
    assert file.status_code == 200
    assert "no-store" not in file.headers.get("Cache-Control", "")
