"""Keys that an import made: told once, to whoever programs the panels."""

from django.db import transaction

from kokong.kernel import audit, installation

from .. import models as rows
from ..values import Account
from . import accounts, keys, sealing


def waiting() -> int:
    """How many keys have been made and told to nobody."""
    return rows.Account.objects.filter(key_unseen=True, retired=None).count()


@transaction.atomic
def hand_out() -> list[tuple[Account, str]]:
    """Each of those panels with its key, by address; never again. Logged. Raises SealBroken."""
    sealer = sealing.sealer(installation.current())
    found = rows.Account.objects.select_for_update().filter(key_unseen=True, retired=None)
    told = {row.pk: keys.told(sealer.unseal(bytes(row.key_sealed or b"")), row.key_notation) for row in found}
    panels = sorted(accounts.some(ids=list(told)).values(), key=lambda one: (one.address, one.number))
    rows.Account.objects.filter(pk__in=list(told)).update(key_unseen=False)
    audit.read(
        action="alarm_account.keys_taken",
        subject="alarm_account",
        rows=[one.id for one in panels],
        said={one.id: one.address for one in panels if one.address},
    )
    return [(one, told[one.id]) for one in panels]
