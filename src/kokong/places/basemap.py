"""Serves a base map in one file (PMTiles), range by range, as its reader in the browser asks for it."""

import re
from pathlib import Path

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.http import http_date

MOST = 16 * 1024 * 1024  # bytes in one answer; readers ask for far less
_RANGE = re.compile(r"bytes=(\d+)-(\d*)")


def answer(path: Path, wanted: str) -> HttpResponseBase:
    """The whole file, or the range of the `Range` header `wanted`; 416 for one that can't be met."""
    size = path.stat().st_size
    found = _RANGE.fullmatch(wanted)
    if not wanted:
        whole = FileResponse(path.open("rb"), content_type="application/vnd.pmtiles")
        return _marked(whole, path)
    start = int(found.group(1)) if found else size
    if found is None or start >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    end = min(int(found.group(2) or size - 1), size - 1, start + MOST - 1)
    with path.open("rb") as file:
        file.seek(start)
        part = HttpResponse(file.read(end - start + 1), status=206, content_type="application/vnd.pmtiles")
    part["Content-Range"] = f"bytes {start}-{end}/{size}"
    return _marked(part, path)


def _marked(response: HttpResponseBase, path: Path) -> HttpResponseBase:
    stat = path.stat()
    response["Accept-Ranges"] = "bytes"
    response["Content-Encoding"] = "identity"  # or it would be compressed, and be no range of the file
    response["ETag"] = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    response["Last-Modified"] = http_date(stat.st_mtime)
    response["Cache-Control"] = "private, max-age=3600"
    return response
