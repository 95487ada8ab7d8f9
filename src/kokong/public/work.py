"""Publishing a page, and taking it back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit, public, tenancy
from kokong.kernel.errors import UserError
from kokong.kernel.models import Municipality
from kokong.people import api as people

from . import sites
from .models import Publication


class PageMissing(UserError):
    """No measure has such a page."""

    status = 404


@dataclass(frozen=True)
class Published:
    """A page that can be published; since when it is, and by whom (as long as that is known)."""

    page: public.Page
    since: datetime | None
    who: str


def everything() -> tuple[Published, ...]:
    """The pages of all measures, and which of them are published in the municipality in scope."""
    rows = {row.page: row for row in Publication.objects.all()}
    names = people.names(user_ids=frozenset(row.published_by for row in rows.values() if row.published_by))
    return tuple(_published(page, rows.get(page.name), names) for page in public.pages())


def _published(page: public.Page, row: Publication | None, names: dict[int, str]) -> Published:
    return Published(page, row.since, names.get(row.published_by or 0, "")) if row else Published(page, None, "")


def published() -> frozenset[str]:
    """The names of the pages that everybody may read in the municipality in scope."""
    return frozenset(Publication.objects.values_list("page", flat=True))


def is_published(*, name: str) -> bool:
    """Whether everybody may read a page of the municipality in scope."""
    return Publication.objects.filter(page=name).exists()


@transaction.atomic
def publish(*, name: str, user_id: int | None, now: datetime) -> None:
    """Show a page to everybody; one that is shown stays so. Raises PageMissing."""
    known(name)
    row, new = Publication.objects.get_or_create(page=name, defaults={"since": now, "published_by": user_id})
    if new:
        sites.ensure_name(place=Municipality.objects.get(pk=tenancy.municipality_id()))
        audit.record(action="page.published", subject="public_page", subject_id=row.pk, detail={"page": name})
        public.changed(name)


@transaction.atomic
def withdraw(*, name: str) -> None:
    """Show it no more. Also a page that no measure has any longer can be taken back."""
    row = Publication.objects.select_for_update().filter(page=name).first()
    if row is not None:
        audit.record(action="page.withdrawn", subject="public_page", subject_id=row.pk, detail={"page": name})
        row.delete()
        public.changed(name)


def known(name: str) -> public.Page:
    """The page of this name. Raises PageMissing."""
    found = public.page(name)
    if found is None:
        raise PageMissing(_("There is no such page."))
    return found
