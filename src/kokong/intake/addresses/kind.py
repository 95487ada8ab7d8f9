"""Files of addresses as the list of imports knows them."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from ..importers import Whole
from .work import NAME

ADDRESSES: Final = Whole(NAME, may="places.import", subject=_("Addresses"))
