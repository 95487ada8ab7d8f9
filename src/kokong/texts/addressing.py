"""Which address a text may have: none that leads to another text without having been asked."""

from django.utils.translation import gettext as _

from kokong.kernel import public

from . import kinds
from .values import LeadsElsewhere


def ask(kind: str, slug: str, *, again: bool, mine: str = "") -> None:
    """Raises LeadsElsewhere for an address that leads to another text, unless it is wanted `again`.

    `mine` is the address that the text has now: what leads there was its own.
    """
    to = public.leads(kinds.page_of(kind), slug)
    if to and to != mine and not again:
        words = _("Another text had this address; it leads to …/%(to)s/ now. Nothing was kept.")
        raise LeadsElsewhere(words % {"to": to}, field="again")
