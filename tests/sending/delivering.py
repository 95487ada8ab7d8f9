"""Messages sent in the test's own transaction, without a worker."""

from kokong.kernel import tenancy
from kokong.kernel.models import Municipality
from kokong.sending import delivery
from kokong.sending.models import Message


def deliver_all(home: Municipality) -> None:
    """Send whatever waits there."""
    with tenancy.scope(municipality_id=home.pk):
        waiting = list(Message.objects.filter(state="waiting").order_by("pk").values_list("pk", flat=True))
    for number in waiting:
        delivery.deliver(municipality_id=home.pk, message_id=number, job=None)
