"""What would have been sent: whom to, by which way, and as its reader sees it."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kokong.kernel import pages
from kokong.people.api import signed_in

from .. import words
from . import capturing

ICONS: Final = {"email": "file-text", "sms": "phone", "push": "bell"}


@signed_in
@never_cache
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The newest first, all or those that went by one way."""
    asked = request.GET.get("way", "")
    way = asked if asked in ICONS else ""
    lines = [
        {"letter": each, "way": words.WAYS[each.way], "icon": ICONS[each.way]}
        for each in capturing.captured(way=way)
    ]
    ways = [(each, words.WAYS[each]) for each in ICONS]
    return render(request, "sending/outbox.html", {"lines": lines, "way": way, "ways": ways})


@signed_in
@never_cache
@require_GET
def letter(request: HttpRequest, captured_id: int) -> HttpResponse:
    """One message, its links to follow; what is HTML in a frame that can run nothing."""
    found = pages.known_or_404(capturing.one, captured_id)
    frame = f'<base target="_blank">{found.html}' if found.html else ""
    shown = {"letter": found, "way": words.WAYS[found.way], "frame": frame}
    return render(request, "sending/outbox_letter.html", shown)
