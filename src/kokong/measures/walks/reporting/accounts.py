"""Where the municipality's fault-report system is, and our key there: a file beside the installation's secrets.

The key goes with the address: whoever may write an address on a page can't have the key sent there.
"""

import json

from kokong.kernel import installation, tenancy
from kokong.kernel.models import Municipality

from .values import System


def name_of(code: str) -> str:
    """What the secret of a municipality is called."""
    return f"open311-{code}"


def find() -> System | None:
    """The system of the municipality in scope; None where none is connected."""
    code = Municipality.objects.values_list("code", flat=True).get(pk=tenancy.municipality_id())
    kept = installation.current().given(name_of(code))
    return System(**json.loads(kept)) if kept else None


def keep(*, code: str, system: System) -> str:
    """Keep it; where."""
    return str(installation.current().give(name_of(code), json.dumps(vars(system))))
