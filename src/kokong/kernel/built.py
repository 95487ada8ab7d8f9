"""What the front end's build left: files for pages, and service workers, which browsers ask for anew each time."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse
from django.utils.cache import patch_cache_control


def built(name: str) -> Path:
    """Where the file stands. Raises Http404 where nothing has been built."""
    found = finders.find(f"kokong/{name}")
    if not isinstance(found, str):
        raise Http404(f"{name} has not been built.")
    return Path(found)


def digest(name: str) -> str:
    """What changes whenever the file does; "" where nothing has been built."""
    found = finders.find(f"kokong/{name}")
    return _digest(found, Path(found).stat().st_mtime_ns) if isinstance(found, str) else ""


@lru_cache(maxsize=8)
def _digest(path: str, _changed: int) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:16]


def service_worker(script: str) -> HttpResponse:
    """A service worker's script, never older than it is here."""
    answer = HttpResponse(script, content_type="text/javascript")
    patch_cache_control(answer, no_cache=True)
    return answer
