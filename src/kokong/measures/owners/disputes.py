"""Whether several say that they own a building: kept in its row by whoever changes a claim."""

from collections.abc import Iterable, Sequence

from django.db.models import Count

from . import models as rows


def settle(building_ids: Iterable[int]) -> None:
    """Write of these buildings whether they are disputed. Whoever changes a claim calls it, in their transaction.

    The rows are locked first, so that of two who claim at once the second sees the first.
    """
    ids = sorted(set(building_ids))
    found = rows.Building.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    was = dict(found.values_list("pk", "disputed"))
    is_so = doubted(among=ids)
    for disputed in (True, False):
        changed = [pk for pk in ids if was.get(pk, disputed) != disputed == (pk in is_so)]
        if changed:
            rows.Building.objects.filter(pk__in=changed).update(disputed=disputed)


def doubted(*, among: Sequence[int]) -> frozenset[int]:
    """Buildings that several say they own, by their claims."""
    found = rows.Claim.objects.filter(until=None, part="owns", building__together=False, building_id__in=among)
    several = found.values("building_id").annotate(n=Count("pk")).filter(n__gt=1)
    return frozenset(several.values_list("building_id", flat=True))
