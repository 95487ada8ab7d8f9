"""Pieces of the site on other websites: which may show them, and what a web editor pastes there."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings as config
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kokong.kernel import audit, public
from kokong.kernel.public import Page, Piece

from . import colours, rules, sites, work
from .models import Site as Row
from .serving import Visit
from .values import Site, SiteRefused

SCRIPT: Final = "kokong/embed.js"
"""The file that measures frames, under its plain name: what was pasted once goes on working."""
_SNIPPET: Final = (
    '<iframe src="{address}" title="{title}" width="100%" height="{height}"\n'
    '  style="border:0" loading="lazy" data-kokong></iframe>\n<script src="{script}" async></script>'
)


@dataclass(frozen=True)
class Offered:
    """A piece that can be shown elsewhere: what is pasted, and whether its page is published."""

    page: Page
    piece: Piece
    published: bool
    address: str
    snippet: SafeString


def offered(site: Site) -> tuple[Offered, ...]:
    """All pieces that there are."""
    published = work.published()
    return tuple(_offered(site, page, piece, page.name in published) for page, piece in public.pieces())


def _offered(site: Site, page: Page, piece: Piece, published: bool) -> Offered:
    parts = urlsplit(site.root)
    snippet = format_html(
        _SNIPPET, address=site.whole("embed", piece.name), title=str(piece.title), height=piece.height,
        script=f"{parts.scheme}://{parts.netloc}{config.STATIC_URL}{SCRIPT}",
    )  # fmt: skip
    return Offered(page, piece, published, site.address("embed", piece.name), snippet)


def show(visit: Visit, *, name: str) -> HttpResponseBase:
    """A piece for a frame; while its page isn't published, that there is nothing. Http404 for any other."""
    found = next((each for each in public.pieces() if each[1].name == name), None)
    if found is None:
        raise Http404
    page, piece = found
    there = page.name in work.published()
    more: dict[str, Any] = {"page": page, "piece": piece, "canonical": visit.site.whole(page.name)}
    answer = visit.page(
        piece.template if there else "public/piece_missing.html",
        {**more, **(piece.show(visit.now) if there else {})},
        parts=("embed", name),
        status=HTTPStatus.OK if there else HTTPStatus.NOT_FOUND,
    )
    return framed(answer, visit.site)


def framed(answer: HttpResponseBase, site: Site) -> HttpResponseBase:
    """The answer as the municipality's own websites, and nobody else, may show it in a frame."""
    parents = list(site.settings.parents)
    if parents and isinstance(answer, HttpResponse):
        answer._csp_replace = {"frame-ancestors": parents}  # type: ignore[attr-defined]
        answer.xframe_options_exempt = True
        answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@transaction.atomic
def allow(*, written: str, plain: bool) -> tuple[str, ...]:
    """Let these websites, apart by spaces or lines, show pieces; no others any longer. `plain`: as `rules.origin`.

    Raises SiteRefused for what is no website's first address, and for too many; then nothing is changed.
    """
    parents = tuple(dict.fromkeys(_origin(each, plain=plain) for each in written.split()))
    if len(parents) > rules.MOST_PARENTS:
        raise SiteRefused(
            _("At most %(most)d websites. Nothing was saved.") % {"most": rules.MOST_PARENTS}, field="parents"
        )
    row, _new = Row.objects.select_for_update().get_or_create(
        defaults={"main": colours.MAIN, "second": colours.SECOND}
    )
    row.parents = " ".join(parents)
    row.save(update_fields=["parents"])
    audit.record(
        action="site.parents_changed", subject="public_site", subject_id=row.pk, detail={"count": len(parents)}
    )
    sites.stamp()
    return parents


def _origin(written: str, *, plain: bool) -> str:
    found = rules.origin(written, plain=plain)
    if found is None:
        raise SiteRefused(
            _(
                "%(written)s is no website's first address, as https://www.kalmar.se is: https, no page after it, "
                "no star. Nothing was saved."
            )
            % {"written": written[:100]},
            field="parents",
        )
    return found
