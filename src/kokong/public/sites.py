"""The site of the municipality in scope: how it looks, what its address is, and that it has changed."""

import secrets
from datetime import datetime

from django.conf import settings as config
from django.db import IntegrityError, connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kokong import tables
from kokong.kernel import audit, tenancy
from kokong.kernel.models import Municipality
from kokong.pictures import api as pictures

from . import colours, rules
from .models import Site, SiteHost, SiteName
from .values import Contact, Settings, SiteRefused

CREST: str = "crest"
_STAMP = """
INSERT INTO public_sitestamp (stamp) VALUES (%s)
ON CONFLICT (municipality_id) DO UPDATE SET stamp = excluded.stamp
"""


def settings(*, place: Municipality) -> Settings:
    """What was decided, and for the rest what fits everybody."""
    row = Site.objects.first()
    if row is None:
        return Settings(place.signed, colours.MAIN, colours.SECOND, Contact(), _languages(place, ""))
    contact = Contact(row.address, row.telephone, row.email, row.hours)
    return Settings(
        row.name or place.signed, row.main, row.second, contact, _languages(place, row.languages), row.crest,
        tuple(row.parents.split()),
    )  # fmt: skip


def _languages(place: Municipality, chosen: str) -> tuple[str, ...]:
    """The site's own language first."""
    offered = chosen.split() or dict(config.LANGUAGES)
    return (place.language, *(code for code in offered if code != place.language))


def decided() -> bool:
    """Whether anybody has decided how the site looks."""
    return Site.objects.exists()


def name() -> str:
    """What the site's address ends with; nothing while it has no name."""
    row = SiteName.objects.filter(municipality=tenancy.municipality_id(), current=True).first()
    return row.name if row else ""


@transaction.atomic
def change(*, wanted: Settings, name: str, crest: bytes | None = None, file: str = "", now: datetime) -> None:
    """Decide how the site looks, and what its address ends with. Raises SiteRefused, and as `pictures.take`.

    `crest` is the file of a picture that takes the place of the one before; without it that one stays.
    """
    said = _fit(wanted)
    rename(name=name)
    row, _new = Site.objects.select_for_update().get_or_create(defaults=_columns(said))
    for column, value in _columns(said).items():
        setattr(row, column, value)
    if crest is not None:
        row.crest = _hang(row, crest, file=file, now=now)
    row.save()
    audit.record(action="site.changed", subject="public_site", subject_id=row.pk)
    stamp()


def _columns(said: Settings) -> dict[str, str]:
    contact = said.contact
    return {
        "name": said.name, "main": said.main, "second": said.second, "address": contact.address,
        "telephone": contact.telephone, "email": contact.email, "hours": contact.hours,
        "languages": " ".join(said.languages),
    }  # fmt: skip


def _hang(row: Site, content: bytes, *, file: str, now: datetime) -> int:
    before = pictures.pictures_of((CREST, row.pk))
    taken = pictures.take(content=content, name=file, subject=(CREST, row.pk), alt="", now=now)
    for old in before:
        pictures.remove(picture_id=old.id, now=now)
    return taken


def _fit(wanted: Settings) -> Settings:
    """As it is kept. Raises SiteRefused for a colour that can't be read, and a language that there isn't."""
    for field, colour in (("main", wanted.main), ("second", wanted.second)):
        _readable(field, colour)
    if not set(wanted.languages) <= set(dict(config.LANGUAGES)):
        raise SiteRefused(_("Choose among the languages that there are. Nothing was saved."), field="languages")
    contact = Contact(
        *(_line(getattr(wanted.contact, part)) for part in ("address", "telephone", "email", "hours"))
    )
    return Settings(_line(wanted.name), wanted.main, wanted.second, contact, tuple(wanted.languages), wanted.crest)


def _readable(field: str, colour: str) -> None:
    if not colours.is_colour(colour):
        raise SiteRefused(_("Write the colour as # and six digits or letters a–f, as #1f4d45."), field=field)
    if not colours.can_be_read(colour):
        raise SiteRefused(
            _(
                "%(colour)s is too light to be read: its contrast against the page is %(has).1f, and 4.5 is "
                "needed. The nearest shade that can be read is %(nearest)s. Nothing was saved."
            )
            % {
                "colour": colour,
                "has": colours.contrast(colour, colours.PAPER),
                "nearest": colours.nearest(colour),
            },
            field=field,
        )


def _line(text: str) -> str:
    return " ".join(tables.clean(text).split())


@transaction.atomic
def rename(*, name: str) -> None:
    """Have the address end with this name; earlier ones go on leading there. Raises SiteRefused."""
    mine = SiteName.objects.select_for_update().filter(municipality=tenancy.municipality_id())
    known = {row.name: row for row in mine}
    if name in known and known[name].current:
        return
    _free(name, known)
    mine.update(current=False)
    if name in known:
        mine.filter(name=name).update(current=True)
    else:
        _make(name)
    audit.record(action="site.renamed", subject="public_site")
    stamp()


def _free(name: str, known: dict[str, SiteName]) -> None:
    """Whether the municipality may use a name. Raises SiteRefused."""
    if not rules.is_name(name):
        raise SiteRefused(
            _("Small letters a–z, digits and single hyphens; a letter first; two to forty in all."), field="slug"
        )
    if name not in known and len(known) >= rules.MOST_NAMES:
        raise SiteRefused(
            _("The address has been changed %(n)d times; take one of the earlier ones. Nothing was saved.")
            % {"n": rules.MOST_NAMES - 1},
            field="slug",
        )
    others = Municipality.objects.exclude(pk=tenancy.municipality_id()).values_list("name", "code")
    if any(name in {slugify(called), code} for called, code in others):
        raise SiteRefused(_("That is another municipality's name. Nothing was saved."), field="slug")


def _make(name: str) -> None:
    try:
        with transaction.atomic():
            SiteName.objects.create(name=name)
    except IntegrityError as error:
        raise SiteRefused(
            _("Another site has this address. Choose another. Nothing was saved."), field="slug"
        ) from error


def ensure_name(*, place: Municipality) -> None:
    """Give the site an address by the municipality's name where it has none; its code goes on leading there."""
    if name():
        return
    plain = slugify(place.name)
    for wanted in (plain, f"{plain}-{place.code}".lower()):
        if rules.is_name(wanted) and not SiteName.objects.filter(name=wanted).exists():
            rename(name=wanted)
            return


def stamp() -> None:
    """Say that the site shows something else from now on, in the transaction that changes it."""
    with connection.cursor() as cursor:
        cursor.execute(_STAMP, [secrets.randbits(62)])


@transaction.atomic
def add_host(*, host: str, now: datetime) -> str:
    """Let the site answer under a host name; whoever calls knows whose it is. Another before it goes.

    Raises SiteRefused for what is no host name, this installation's own, and another site's.
    """
    wanted = host.strip().lower().rstrip(".")
    if not rules.is_host(wanted):
        raise SiteRefused(
            _("%(host)s is no host name, as trygg.kalmar.se is. Nothing was changed.") % {"host": host}
        )
    if wanted in config.ALLOWED_HOSTS:
        raise SiteRefused(_("That is this installation's own host name. Nothing was changed."))
    remove_host()
    try:
        with transaction.atomic():
            SiteHost.objects.create(host=wanted, since=now)
    except IntegrityError as error:
        raise SiteRefused(_("Another municipality's site has that host name. Nothing was changed.")) from error
    audit.record(action="site.host_added", subject="public_site")
    stamp()
    return wanted


@transaction.atomic
def remove_host() -> str:
    """Let the site answer under its host name no longer; which one that was, nothing where there was none."""
    row = SiteHost.objects.filter(municipality=tenancy.municipality_id()).first()
    if row is None:
        return ""
    row.delete()
    audit.record(action="site.host_removed", subject="public_site")
    stamp()
    return str(row.host)
