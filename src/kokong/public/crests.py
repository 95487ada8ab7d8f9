"""Crests as a kind of picture."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kokong.people.api import Actor
from kokong.pictures import api as pictures

from .models import Site
from .sites import CREST


def subject() -> pictures.Subject:
    """What `pictures` is told of them: the coordinator changes the one of the municipality in scope."""
    return pictures.Subject(
        kind=CREST,
        may_see=_may_see,
        may_change=_may_change,
        said=_said,
        page=_page,
        days=0,
        purpose=gettext_noop("A crest is shown on the municipality's site until another takes its place."),
        most=2,
    )


def _may_see(actor: Actor, site_id: int) -> bool:
    return actor.may("public.see") and Site.objects.filter(pk=site_id).exists()


def _may_change(actor: Actor, site_id: int) -> bool:
    return actor.may("public.site") and Site.objects.filter(pk=site_id).exists()


def _said(site_id: int) -> str:
    del site_id
    return _("The site's crest")


def _page(site_id: int) -> str:
    del site_id
    return reverse("public:settings")
