"""Addresses that pages below a page had before: each leads to the one that it has now, at once and for good."""

from collections.abc import Mapping

from django.db import transaction

from . import rules, sites
from .models import Earlier


def leads(page: str, slug: str) -> str:
    """What ends the current address of what once ended with `slug`; empty where nothing did."""
    return Earlier.objects.filter(page=page, slug=slug).values_list("leads_to", flat=True).first() or ""


@transaction.atomic
def moved(page: str, before: str, after: str) -> None:
    """Have an address lead to another from now on, and all that led to it as well."""
    sites.stamp()  # one at a time in a municipality, so that no two moves make a ring
    known = dict(Earlier.objects.filter(page=page).values_list("slug", "leads_to"))
    _keep(page, known, rules.moved(known, before, after))


def _keep(page: str, known: Mapping[str, str], wanted: Mapping[str, str]) -> None:
    Earlier.objects.filter(page=page, slug__in=known.keys() - wanted.keys()).delete()
    for slug, leads_to in wanted.items() - known.items():
        Earlier.objects.update_or_create(page=page, slug=slug, defaults={"leads_to": leads_to})
