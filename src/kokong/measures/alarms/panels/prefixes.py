"""The line number by which a municipality's panels are told from others': given once, printed on every sheet."""

import re
import secrets
from collections.abc import Iterator
from typing import Final

from kokong import dc09
from kokong.kernel import tenancy
from kokong.kernel.models import Municipality

from .. import models as rows

_can_be_one: Final = re.compile(r"(?!0+$)[0-9A-Fa-f]{1,6}").fullmatch


def own() -> str:
    """The line number of the municipality in scope; given at the first call, the same ever after.

    The municipality's code where that can be one and panels haven't used it before; else six digits by chance,
    which tell nothing of other municipalities.
    """
    here = tenancy.municipality_id()
    lines = offers(Municipality.objects.values_list("code", flat=True).get(pk=here))
    while (known := rows.Prefix.objects.filter(municipality_id=here).first()) is None:
        rows.Prefix.objects.bulk_create(
            [rows.Prefix(line=next(lines), municipality_id=here)], ignore_conflicts=True
        )
    return known.line


def offers(code: str) -> Iterator[str]:
    """Line numbers for a municipality with this code, the best first, without end."""
    if _can_be_one(code):
        yield dc09.context("0", line=code).line
    while True:
        yield str(secrets.randbelow(900_000) + 100_000)
