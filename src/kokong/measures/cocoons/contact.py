"""The number that visitors call when they have a question: the coordinator's, set by the municipality."""

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit

from . import models as rows
from . import rules
from .values import Contact, Refused


def contact() -> Contact | None:
    """Whom visitors call in the municipality in scope; None where no number is set."""
    phone = rows.Contact.objects.values_list("phone", flat=True).first()
    return Contact(phone=phone, dial=rules.dialled(phone)) if phone else None


@transaction.atomic
def save_contact(*, phone: str) -> None:
    """Set the number, as people write it; "" shows none. Raises Refused for what can't be dialled."""
    wanted = " ".join(phone.split())
    if wanted and not rules.is_phone(wanted):
        raise Refused(_("That is no telephone number. Write it with digits, such as 0480-45 00 00."))
    if wanted:
        rows.Contact.objects.update_or_create(defaults={"phone": wanted})
    else:
        rows.Contact.objects.all().delete()
    audit.record(action="cocoon.contact", subject="municipality", detail={"set": bool(wanted)})
