"""Each time that a sign stood is a delivery, from the day it went up to the day it was gone."""

from kokong.kernel.events import subscribe
from kokong.kernel.moves import history
from kokong.ledger import api as ledger

from . import rules
from .events import SignMoved
from .models import Sign

MEASURE = "sign"


@subscribe(SignMoved)
def deliver(event: SignMoved) -> None:
    """Write down anew when the sign stood, from all that happened: told twice or out of order, it is the same."""
    row = Sign.objects.select_for_update(no_key=True).get(pk=event.sign_id)
    moves = ((each.action, each.at) for each in history(subject="sign", subject_id=row.pk))
    for number, (since, until) in enumerate(rules.stood(moves)):
        ledger.deliver(
            measure=MEASURE, source=MEASURE, source_id=f"{row.pk}.{number}", on=since, since=since, until=until,
            subject=("sign", row.pk), point=row.point, outcome=row.kind,
        )  # fmt: skip


def listen() -> None:
    """Subscribing happens when this module is loaded."""
