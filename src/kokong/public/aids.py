"""What search engines and those who share a page are told: sitemap, robots, a picture, what the site is."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kokong.kernel import documents, public

from . import directory, hosting
from .models import Finding
from .values import Site

_CARD = Path(__file__).with_name("card.typ")
_LESS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def sitemap(site: Site, published: frozenset[str]) -> bytes:
    """All pages of the site and those below them, each once for each language."""
    lines = "".join(f"<url><loc>{escape(each)}</loc></url>" for each in _addresses(site, published))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{lines}</urlset>\n'
    ).encode()


def _addresses(site: Site, published: frozenset[str]) -> Iterator[str]:
    for language in site.settings.languages:
        yield site.whole(language=language)
        for page in public.pages():
            if page.name in published:
                yield site.whole(page.name, language=language)
    below = Finding.objects.filter(page__in=published).exclude(slug="").order_by("page", "slug", "language")
    for page_name, slug, language in below.values_list("page", "slug", "language"):
        yield f"{site.whole(page_name, slug)}?language={language}"


def robots_of(site: Site) -> bytes:
    """On a site's own host name."""
    return f"User-agent: *\nDisallow: /search/\nSitemap: {site.root}/sitemap.xml\n".encode()


def robots() -> bytes:
    """On the installation's own: the sites are for everybody, the rest for nobody's index."""
    known = directory.known()
    maps = [f"Sitemap: {hosting.root(known, each)}/sitemap.xml" for each in sorted(known.current)]
    return "\n".join(["User-agent: *", "Allow: /k/", "Allow: /static/", "Disallow: /", *maps, ""]).encode()


@lru_cache(maxsize=256)
def card(main: str, second: str, name: str, title: str, what: str, language: str) -> bytes:
    """The picture of a page that is shared, as PNG."""
    data = {"main": main, "second": second, "name": name, "title": title, "what": what, "language": language}
    return documents.picture(_CARD, data, dots=144)


def what(site: Site) -> SafeString:
    """What the site is, in the words of schema.org: data that no browser runs."""
    contact = site.settings.contact
    told = {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "name": site.name,
        "url": site.whole(),
        "telephone": contact.telephone,
        "email": contact.email,
        "address": contact.address,
    }
    if site.settings.crest:
        told["logo"] = f"{site.root}/crest-{site.settings.crest}.jpg"
    said = json.dumps({key: value for key, value in told.items() if value}, ensure_ascii=False).translate(_LESS)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(said))


def title_of(name: str) -> str:
    """What a page is called; home by what the site is for."""
    found = public.page(name)
    return str(found.title) if found else _("Together against burglary")
